package host

import (
	"context"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"
)

// Shutdown asks the plugin's controller for the end and waits for it until ctx ends. The error is that
// of the call; exited says whether the process has ended. A Go plugin's connection breaks before the
// answer, so an error of a plugin that exited means nothing.
func (p *Plugin) Shutdown(ctx context.Context, connection *Connection) (exited bool, err error) {
	// go-plugin's stub is internal; its message Empty is on the wire as google.protobuf.Empty.
	err = connection.Channel.Invoke(ctx, "/plugin.GRPCController/Shutdown", &emptypb.Empty{}, &emptypb.Empty{})
	if err != nil && !broken(err) {
		return p.exited(), err
	}
	select {
	case <-p.process.ended:
		return true, err
	case <-ctx.Done():
		return false, err
	}
}

// End kills the plugin unless it has ended, and frees what go-plugin holds for it. The process goes first:
// go-plugin's Kill asks the controller and waits two seconds for a plugin that does not end.
func (p *Plugin) End() {
	p.kill()
	p.client.Kill()
}

func (p *Plugin) kill() {
	if p.process != nil {
		_ = p.process.Kill(context.Background())
	}
}

func (p *Plugin) exited() bool {
	select {
	case <-p.process.ended:
		return true
	default:
		return false
	}
}

func broken(err error) bool { return status.Code(err) == codes.Unavailable }
