package host

import (
	"context"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"
)

// shutdownMethod is called by its name, since go-plugin's stub is internal. Its message
// plugin.Empty is on the wire as google.protobuf.Empty.
const shutdownMethod = "/plugin.GRPCController/Shutdown"

// gracePeriod is how long go-plugin waits for a plugin to follow (client.go, Kill).
const gracePeriod = 2 * time.Second

// Shutdown asks the plugin's controller for the end and, unless the plugin refuses, waits for it for
// go-plugin's two seconds, but not longer than ctx. A Go plugin breaks the connection before it answers: an error of the call means nothing
// if exited is true.
func (p *Plugin) Shutdown(ctx context.Context) (exited bool, err error) {
	err = p.Connection.Channel.Invoke(ctx, shutdownMethod, &emptypb.Empty{}, &emptypb.Empty{})
	if code := status.Code(err); code != codes.OK && code != codes.Unavailable {
		return false, err
	}
	ctx, cancel := context.WithTimeout(ctx, gracePeriod)
	defer cancel()
	select {
	case <-p.ended(ctx):
		return true, err
	case <-ctx.Done():
		return false, err
	}
}

// exitPoll is how often go-plugin is asked whether a plugin has ended that is no child of this process. It looks itself once
// a second (process_posix.go).
const exitPoll = 50 * time.Millisecond

func (p *Plugin) ended(ctx context.Context) <-chan struct{} {
	if p.process != nil {
		return p.process.ended
	}
	ended := make(chan struct{})
	go func() {
		for !p.client.Exited() {
			select {
			case <-time.After(exitPoll):
			case <-ctx.Done():
				return
			}
		}
		close(ended)
	}()
	return ended
}

// End kills the plugin unless it has ended, and frees what go-plugin holds for it. With the channel closed
// go-plugin's Kill neither asks the controller, over a connection that it would make anew, nor
// waits two seconds for the plugin to follow (client.go, Kill). Of somebody else's plugin only the channel is closed.
func (p *Plugin) End() {
	if p.Connection != nil {
		_ = p.Connection.Channel.Close()
	}
	if p.process != nil {
		p.client.Kill()
	}
}
