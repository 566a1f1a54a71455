package prove

import (
	"errors"
	"fmt"
	"io/fs"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/keepalive"

	"handshakematrix/harness/go/internal/tlsconfig"
)

// dial makes a channel of its own for a standalone server; a channel of grpc-go shares nothing with
// another. It connects at the first call.
func dial(target Target, security TLS) (*session, error) {
	transport, err := transportCredentials(security)
	if err != nil {
		return nil, fmt.Errorf("tls: %w", err)
	}
	scheme := map[string]string{"tcp": "passthrough:///", "unix": "unix:"}[target.Network]
	channel, err := grpc.NewClient(scheme+target.Address, grpc.WithTransportCredentials(transport), keptAlive(duration(target.KeepaliveMs)))
	if err != nil {
		return nil, fmt.Errorf("target: %w", err)
	}
	return &session{channel: channel}, nil
}

// keptAlive has a connection pinged that is silent for so long; grpc-go makes ten seconds of less, and never pings at 0.
func keptAlive(silence time.Duration) grpc.DialOption {
	if silence == 0 {
		return grpc.EmptyDialOption{}
	}
	return grpc.WithKeepaliveParams(keepalive.ClientParameters{Time: silence})
}

func transportCredentials(security TLS) (credentials.TransportCredentials, error) {
	if security.Mode == "none" {
		return insecure.NewCredentials(), nil
	}
	var certificate, key string
	if security.Mode == "mtls" {
		certificate, key = security.Certificate, security.Key
	}
	config, err := tlsconfig.Client(security.CA, security.ServerName, certificate, key)
	if unreadable := (*fs.PathError)(nil); err != nil && !errors.As(err, &unreadable) {
		return nil, &refusal{err}
	}
	if err != nil {
		return nil, err
	}
	config.KeyLogWriter, err = tlsconfig.KeyLog()
	if err != nil {
		return nil, err
	}
	return credentials.NewTLS(config), nil
}
