package host

import (
	"context"
	"errors"

	goplugin "github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"
)

// Handshake is what host and plugin must agree on.
var Handshake = goplugin.HandshakeConfig{
	ProtocolVersion:  1,
	MagicCookieKey:   "BASIC_PLUGIN",
	MagicCookieValue: "hello",
}

const pluginName = "kv"

// connector hands out go-plugin's connection and broker as they are.
type connector struct{ goplugin.NetRPCUnsupportedPlugin }

var _ goplugin.GRPCPlugin = (*connector)(nil)

// Connection is go-plugin's channel to a plugin, with the broker that goes with it.
type Connection struct {
	Channel *grpc.ClientConn
	Broker  *goplugin.GRPCBroker
}

func (*connector) GRPCClient(_ context.Context, broker *goplugin.GRPCBroker, channel *grpc.ClientConn) (any, error) {
	return &Connection{channel, broker}, nil
}

func (*connector) GRPCServer(*goplugin.GRPCBroker, *grpc.Server) error {
	return errors.New("this plugin is consumed, not served")
}

// Connect waits for go-plugin's first attempt to connect; that it failed shows at the first call. At
// the end of ctx the plugin is killed, since go-plugin's attempt itself has no limit.
func (p *Plugin) Connect(ctx context.Context) (*Connection, error) {
	stop := context.AfterFunc(ctx, p.kill)
	protocol, err := p.client.Client()
	if !stop() {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	connection, err := protocol.Dispense(pluginName)
	if err != nil {
		return nil, err
	}
	return connection.(*Connection), nil
}
