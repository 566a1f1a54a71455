// Package host is a host of plugins, by the real hashicorp/go-plugin.
package host

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"time"

	"github.com/hashicorp/go-hclog"
	goplugin "github.com/hashicorp/go-plugin"
	"github.com/hashicorp/go-plugin/runner"
	"google.golang.org/grpc"

	"handshakematrix/harness/go/internal/handshake"
)

// Spec says what to start. The plugin's environment is this process's own and, over it, Environment.
type Spec struct {
	Argv        []string
	Environment []string
	// Protocols are the versions of the application's protocol that this host speaks.
	Protocols []int
	// Multiplex has the broker share the plugin's connection.
	Multiplex bool
	// Sockets is nil for go-plugin's own choice.
	Sockets *goplugin.UnixSocketConfig
	// Checksum is the program's SHA-256; nil for any.
	Checksum []byte
	Limit    time.Duration
	Security Security
	KeyLog   io.Writer
}

// Plugin is a plugin that was started and connected to.
type Plugin struct {
	// Line is the plugin's first line on standard output.
	Line       string
	Connection *Connection
	// Stdout and Stderr are what the plugin's application has written, as go-plugin brings it.
	Stdout, Stderr *Output

	client *goplugin.Client
	// process is nil for a plugin that somebody else has started.
	process *process
}

// Start starts a plugin, reads its line and lets go-plugin connect. When ctx is cancelled, the plugin
// is killed; its deadline shortens Limit. If Start fails, nothing is left running.
func Start(ctx context.Context, spec Spec) (*Plugin, error) {
	if spec.Checksum != nil {
		if err := verify(spec.Argv[0], spec.Checksum); err != nil {
			return nil, err
		}
	}
	_, inTheClear := spec.Security.(Cleartext)
	process, err := newProcess(spec.Argv, !inTheClear)
	if err != nil {
		return nil, err
	}
	config := clientConfig(ctx, spec, process)
	stdout, stderr := newOutput(), newOutput()
	config.SyncStdout, config.SyncStderr = stdout, stderr
	plugin := &Plugin{Stdout: stdout, Stderr: stderr, client: goplugin.NewClient(config), process: process}
	if err := plugin.readLine(ctx); err != nil {
		plugin.End()
		return nil, err
	}
	plugin.Line = process.stdout.text()
	if config.TLSConfig != nil {
		config.TLSConfig.KeyLogWriter = spec.KeyLog
	}
	if err := plugin.connect(); err != nil {
		plugin.End()
		return nil, err
	}
	return plugin, nil
}

func clientConfig(ctx context.Context, spec Spec, process *process) *goplugin.ClientConfig {
	_, automatic := spec.Security.(AutoMTLS)
	versioned := map[int]goplugin.PluginSet{}
	for _, version := range spec.Protocols {
		versioned[version] = goplugin.PluginSet{pluginName: &connector{}}
	}
	return &goplugin.ClientConfig{
		HandshakeConfig:     handshake.Config,
		VersionedPlugins:    versioned,
		AllowedProtocols:    []goplugin.Protocol{goplugin.ProtocolGRPC},
		AutoMTLS:            automatic,
		TLSConfig:           hostTLS(spec.Security),
		StartTimeout:        shorter(ctx, spec.Limit),
		Stderr:              os.Stderr,
		Logger:              hclog.NewNullLogger(),
		GRPCBrokerMultiplex: spec.Multiplex,
		UnixSocketConfig:    spec.Sockets,
		GRPCDialOptions:     []grpc.DialOption{grpc.WithChainStreamInterceptor(openedWithin(ctx))},
		// go-plugin would put the worker's variables over those of the spec.
		SkipHostEnv: true,
		RunnerFunc: func(_ hclog.Logger, command *exec.Cmd, _ string) (runner.Runner, error) {
			process.command.Env = slices.Concat(
				os.Environ(), spec.Environment, command.Env, clientCertificate(spec.Security))
			return process, nil
		},
	}
}

// readLine makes an error of go-plugin's panic at a certificate that it did not ask for
// (client.go, loadServerCert, without a TLSConfig).
func (p *Plugin) readLine(ctx context.Context) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("go-plugin panicked: %v", cause)
		}
	}()
	stop := context.AfterFunc(ctx, func() {
		// At the deadline go-plugin's own time-out says more than that the plugin was killed.
		if !errors.Is(ctx.Err(), context.DeadlineExceeded) {
			_ = p.process.Kill(ctx)
		}
	})
	defer stop()
	_, err = p.client.Start()
	return err
}

func shorter(ctx context.Context, limit time.Duration) time.Duration {
	if deadline, ok := ctx.Deadline(); ok {
		limit = min(limit, time.Until(deadline))
	}
	// go-plugin takes zero for its default of a minute.
	return max(limit, time.Millisecond)
}
