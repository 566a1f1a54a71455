// Package standalone serves any number of listeners at once, without a go-plugin host.
package standalone

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"

	goplugin "github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"

	"handshakematrix/harness/go/internal/kvservice"
	"handshakematrix/harness/go/internal/serverconfig"
	"handshakematrix/harness/go/internal/tlsconfig"
)

// listening is one listener with the server that is to serve it.
type listening struct {
	listener net.Listener
	server   *grpc.Server
}

// Serve opens all listeners, announces them on out and returns when the first of their servers ends,
// by the controller's Shutdown or because stop was closed.
func Serve(listeners []serverconfig.Listener, out io.Writer, stop <-chan struct{}) error {
	opened := make([]listening, 0, len(listeners))
	stopAll := func() {
		for _, each := range opened {
			go each.server.GracefulStop()
		}
	}
	services := &kvservice.Plugin{Store: &kvservice.Store{}, Told: &kvservice.Told{StopServer: stopAll}}
	defer func() {
		for _, each := range opened {
			each.server.Stop()
			_ = each.listener.Close()
		}
	}()
	for _, config := range listeners {
		one, err := open(config, services)
		if err != nil {
			return fmt.Errorf("listener %q: %w", config.ID, err)
		}
		opened = append(opened, one)
	}
	ended := make(chan error, len(opened))
	for _, each := range opened {
		go func() { ended <- each.server.Serve(each.listener) }()
	}
	if err := announce(out, listeners, opened); err != nil {
		return err
	}
	select {
	case err := <-ended:
		return err
	case <-stop:
		return nil
	}
}

func open(config serverconfig.Listener, services *kvservice.Plugin) (listening, error) {
	security, err := security(config)
	if err != nil {
		return listening{}, err
	}
	server, err := newServer(security, config.Connections, services)
	if err != nil {
		return listening{}, err
	}
	listener, err := net.Listen(config.Network, config.Address)
	if err != nil {
		return listening{}, err
	}
	return listening{listener, server}, nil
}

// security returns nil for a listener in the clear.
func security(config serverconfig.Listener) (*tls.Config, error) {
	if config.Mode == serverconfig.None {
		return nil, nil
	}
	security, err := tlsconfig.Server(config.Certificate, config.Key, config.ClientCA)
	if err != nil {
		return nil, err
	}
	if err := tlsconfig.Limit(security, config.TLSVersion, config.Group); err != nil {
		return nil, err
	}
	security.KeyLogWriter, err = tlsconfig.KeyLog()
	return security, err
}

// newServer lets go-plugin register health, reflection, controller, stdio and broker, so that a
// standalone listener has the very services of a plugin. It is not goplugin.Serve: that one serves
// one listener, and in one security mode.
func newServer(
	security *tls.Config, limits serverconfig.Connections, own *kvservice.Plugin,
) (*grpc.Server, error) {
	var server *grpc.Server
	// Nothing is ever written there: a standalone server's output goes to its own stderr.
	silence, _ := io.Pipe()
	services := &goplugin.GRPCServer{
		Plugins: goplugin.PluginSet{"kv": own},
		Server: func(options []grpc.ServerOption) *grpc.Server {
			server = goplugin.DefaultGRPCServer(append(options, limited(limits)...))
			return server
		},
		TLS:    security,
		Stdout: silence,
		Stderr: silence,
	}
	err := services.Init()
	return server, err
}
