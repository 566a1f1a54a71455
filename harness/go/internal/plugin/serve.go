// Package plugin serves under a go-plugin host, by the real goplugin.Serve.
//
// Two things are not go-plugin's. Where an address is configured, it serves there beside go-plugin's own listener,
// which on Unix is always a socket in a folder that go-plugin chooses. And, since Serve prints that socket's address
// and an empty field 6 whenever a TLSProvider is set, os.Stdout is a pipe meanwhile, and what comes out of it
// goes to the real standard output with these fields replaced.
package plugin

import (
	"bufio"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"

	"github.com/hashicorp/go-hclog"
	goplugin "github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"

	"handshakematrix/harness/go/internal/handshake"
	"handshakematrix/harness/go/internal/kvservice"
	"handshakematrix/harness/go/internal/serverconfig"
)

// Serve returns when the host has asked for the end, or stop was closed. With stock, go-plugin's
// AutoMTLS makes key and certificate; otherwise they are the listener's.
func Serve(listener serverconfig.Listener, stock bool, stop <-chan struct{}) error {
	security, err := securityOf(listener, stock)
	if err != nil {
		return err
	}
	configured, err := configuredListener(listener)
	if err != nil {
		return err
	}
	if configured != nil {
		defer configured.Close()
	}
	announced, flush, err := interceptStdout(func(line string, out *os.File) error {
		return announce(line, configured, security, out)
	})
	if err != nil {
		return err
	}
	config := serveConfig(configured, security, stock, stop)
	config.VersionedPlugins = versioned(listener.ProtocolVersions, config.Plugins)
	config.Plugins = nil
	goplugin.Serve(config)
	flush()
	return <-announced
}

// configuredListener returns nil where go-plugin's own is to be announced.
func configuredListener(listener serverconfig.Listener) (net.Listener, error) {
	if listener.Address == "" {
		return nil, nil
	}
	return net.Listen(listener.Network, listener.Address)
}

// versioned offers the same plugins in each version.
func versioned(versions []int, plugins goplugin.PluginSet) map[int]goplugin.PluginSet {
	if versions == nil {
		versions = []int{int(handshake.Config.ProtocolVersion)}
	}
	all := map[int]goplugin.PluginSet{}
	for _, version := range versions {
		all[version] = plugins
	}
	return all
}

// securityOf returns nil where go-plugin is to decide.
func securityOf(listener serverconfig.Listener, stock bool) (*tls.Config, error) {
	if stock {
		return nil, checkStock(listener)
	}
	return ownKey(listener, os.Getenv("PLUGIN_CLIENT_CERT"))
}

func serveConfig(
	configured net.Listener, security *tls.Config, stock bool, stop <-chan struct{},
) *goplugin.ServeConfig {
	served := &kvservice.Plugin{Store: &kvservice.Store{}, Told: &kvservice.Told{WritesOutput: true}}
	served.Registered = func(server *grpc.Server) error {
		if configured != nil {
			go func() { _ = server.Serve(configured) }()
		}
		go func() {
			<-stop
			server.Stop()
		}()
		return nil
	}
	config := &goplugin.ServeConfig{
		HandshakeConfig: handshake.Config,
		Plugins:         goplugin.PluginSet{"kv": served},
		GRPCServer:      goplugin.DefaultGRPCServer,
		Logger:          hclog.New(&hclog.LoggerOptions{Level: hclog.Error, Output: os.Stderr}),
	}
	if !stock {
		config.TLSProvider = func() (*tls.Config, error) { return security, nil }
	}
	return config
}

// interceptStdout puts a pipe in os.Stdout's place and hands its first line on with the real standard
// output. What came of it is sent once, at the latest after flush.
func interceptStdout(handOn func(string, *os.File) error) (result <-chan error, flush func(), err error) {
	stdout := os.Stdout
	read, write, err := os.Pipe()
	if err != nil {
		return nil, nil, fmt.Errorf("a pipe for the handshake line: %w", err)
	}
	os.Stdout = write
	handedOn := make(chan error, 1)
	go func() {
		line, err := bufio.NewReader(read).ReadString('\n')
		if err != nil {
			handedOn <- errors.New("go-plugin gave up before its handshake line")
			return
		}
		handedOn <- handOn(strings.TrimSuffix(line, "\n"), stdout)
	}()
	return handedOn, func() { _ = write.Close() }, nil
}

func announce(line string, configured net.Listener, security *tls.Config, out *os.File) error {
	var address net.Addr
	if configured != nil {
		address = configured.Addr()
	}
	var leaf []byte
	if security != nil {
		leaf = security.Certificates[0].Certificate[0]
	}
	own, err := rewritten(line, address, leaf)
	if err != nil {
		return err
	}
	// Nobody is told of go-plugin's own socket; a plugin that is killed would leave it behind.
	if fields := strings.Split(line, "|"); configured != nil && fields[networkField] == "unix" {
		_ = os.Remove(fields[addressField])
	}
	_, err = fmt.Fprintln(out, own)
	return err
}
