package standalone

import (
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/keepalive"

	"handshakematrix/harness/go/internal/serverconfig"
)

// limited gives what a listener says of its connections to grpc-go.
func limited(limits serverconfig.Connections) []grpc.ServerOption {
	var options []grpc.ServerOption
	if limits.MaxConcurrentStreams > 0 {
		options = append(options, grpc.MaxConcurrentStreams(limits.MaxConcurrentStreams))
	}
	kept := keepalive.ServerParameters{
		MaxConnectionAge: milliseconds(limits.MaxConnectionAgeMs),
		Time:             milliseconds(limits.KeepaliveMs),
	}
	if kept != (keepalive.ServerParameters{}) {
		options = append(options, grpc.KeepaliveParams(kept))
	}
	return options
}

func milliseconds(count uint32) time.Duration { return time.Duration(count) * time.Millisecond }
