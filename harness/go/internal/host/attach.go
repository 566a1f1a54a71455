package host

import (
	"context"
	"net"

	"github.com/hashicorp/go-hclog"
	goplugin "github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"

	"handshakematrix/harness/go/internal/handshake"
)

// Running says which plugin somebody else has started.
type Running struct {
	Address net.Addr
	Pid     int
}

// Attach has go-plugin connect to a plugin that runs already. go-plugin exchanges no certificates then.
func Attach(ctx context.Context, running Running) (*Plugin, error) {
	config := &goplugin.ClientConfig{
		HandshakeConfig:  handshake.Config,
		Plugins:          goplugin.PluginSet{pluginName: &connector{}},
		AllowedProtocols: []goplugin.Protocol{goplugin.ProtocolGRPC},
		Logger:           hclog.NewNullLogger(),
		GRPCDialOptions:  []grpc.DialOption{grpc.WithChainStreamInterceptor(openedWithin(ctx))},
		Reattach: &goplugin.ReattachConfig{
			Protocol:        goplugin.ProtocolGRPC,
			ProtocolVersion: int(handshake.Config.ProtocolVersion),
			Addr:            running.Address,
			Pid:             running.Pid,
		},
	}
	plugin := &Plugin{client: goplugin.NewClient(config)}
	if err := plugin.connect(); err != nil {
		return nil, err
	}
	return plugin, nil
}
