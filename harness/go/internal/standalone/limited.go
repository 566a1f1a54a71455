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
	if limits.MaxConnectionAgeMs > 0 {
		age := time.Duration(limits.MaxConnectionAgeMs) * time.Millisecond
		options = append(options, grpc.KeepaliveParams(keepalive.ServerParameters{MaxConnectionAge: age}))
	}
	return options
}
