package host

import (
	"context"
	"errors"
	"strings"

	goplugin "github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Connection is go-plugin's channel to a plugin, with the broker that goes with it.
type Connection struct {
	Channel *grpc.ClientConn
	Broker  *goplugin.GRPCBroker
}

const pluginName = "kv"

// connector hands out go-plugin's connection as it is.
type connector struct {
	goplugin.NetRPCUnsupportedPlugin
}

var _ goplugin.GRPCPlugin = (*connector)(nil)

func (*connector) GRPCClient(
	_ context.Context, broker *goplugin.GRPCBroker, channel *grpc.ClientConn,
) (any, error) {
	return &Connection{channel, broker}, nil
}

func (*connector) GRPCServer(*goplugin.GRPCBroker, *grpc.Server) error {
	return errors.New("this plugin is consumed, not served")
}

// connect waits for go-plugin's first attempt to connect. That the attempt failed is no error here: it
// shows at the first call.
func (p *Plugin) connect() error {
	protocol, err := p.client.Client()
	if err != nil {
		return err
	}
	connection, err := protocol.Dispense(pluginName)
	if err != nil {
		return err
	}
	p.Connection = connection.(*Connection)
	return nil
}

// ownStreams begins the methods of the streams that go-plugin opens by itself.
const ownStreams = "/plugin."

// openedWithin gives the opening of go-plugin's own streams the limit of ctx. go-plugin opens its stdio stream without
// a limit before it hands out the channel; it tolerates a plugin where that is UNAVAILABLE.
func openedWithin(ctx context.Context) grpc.StreamClientInterceptor {
	return func(
		streamCtx context.Context, description *grpc.StreamDesc, channel *grpc.ClientConn, method string,
		open grpc.Streamer, options ...grpc.CallOption,
	) (grpc.ClientStream, error) {
		if !strings.HasPrefix(method, ownStreams) {
			return open(streamCtx, description, channel, method, options...)
		}
		streamCtx, cancel := context.WithCancel(streamCtx)
		stop := context.AfterFunc(ctx, cancel)
		stream, err := open(streamCtx, description, channel, method, options...)
		if !stop() {
			return nil, status.Errorf(codes.Unavailable, "%s was not opened: %v", method, ctx.Err())
		}
		if err != nil {
			cancel()
		}
		return stream, err
	}
}
