// Package kvservice has the services of this project that a server serves, as a go-plugin plugin.
package kvservice

import (
	"context"
	"errors"

	goplugin "github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"

	brokerpb "handshakematrix/harness/go/gen/brokerproof"
	kvpb "handshakematrix/harness/go/gen/kv"
	toldpb "handshakematrix/harness/go/gen/told"
)

// Plugin registers KV, Told and BrokerProof on a server that go-plugin has equipped with its own services.
type Plugin struct {
	goplugin.NetRPCUnsupportedPlugin
	Store *Store
	Told  *Told
	// Registered, if set, is called with the server once nothing more will be registered on it.
	Registered func(*grpc.Server) error
}

var _ goplugin.GRPCPlugin = (*Plugin)(nil)

// GRPCServer is called by go-plugin's Init.
func (p *Plugin) GRPCServer(broker *goplugin.GRPCBroker, server *grpc.Server) error {
	kvpb.RegisterKVServer(server, &KV{Store: p.Store})
	toldpb.RegisterToldServer(server, p.Told)
	brokerpb.RegisterBrokerProofServer(server, &brokerProof{broker: broker})
	if p.Registered == nil {
		return nil
	}
	return p.Registered(server)
}

// GRPCClient always fails: this is the plugin's side.
func (p *Plugin) GRPCClient(context.Context, *goplugin.GRPCBroker, *grpc.ClientConn) (any, error) {
	return nil, errors.New("this plugin is served, not consumed")
}
