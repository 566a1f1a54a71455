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
)

// Spec says what to start. The plugin's environment is this process's own and, over it, Environment.
type Spec struct {
	Argv        []string
	Environment []string
	Limit       time.Duration
	Security    Security
	KeyLog      io.Writer
}

// Plugin is a plugin that has announced itself.
type Plugin struct {
	// Line is the plugin's first line on standard output.
	Line string

	client  *goplugin.Client
	process *process
}

// Start starts a plugin and reads its line. When ctx is cancelled, the plugin is killed; its deadline
// shortens Limit. If Start fails, nothing is left running.
func Start(ctx context.Context, spec Spec) (*Plugin, error) {
	started := &Plugin{}
	config := &goplugin.ClientConfig{
		HandshakeConfig:  Handshake,
		Plugins:          goplugin.PluginSet{pluginName: &connector{}},
		AllowedProtocols: []goplugin.Protocol{goplugin.ProtocolGRPC},
		AutoMTLS:         spec.Security == AutoMTLS{},
		TLSConfig:        hostTLS(spec.Security),
		StartTimeout:     shorter(ctx, spec.Limit),
		Stderr:           os.Stderr,
		Logger:           hclog.NewNullLogger(),
		// go-plugin would put the worker's variables over those of the spec.
		SkipHostEnv: true,
		RunnerFunc: func(_ hclog.Logger, command *exec.Cmd, _ string) (runner.Runner, error) {
			environment := slices.Concat(os.Environ(), spec.Environment, command.Env, clientCertificate(spec.Security))
			var err error
			started.process, err = newProcess(spec.Argv, environment)
			return started.process, err
		},
	}
	started.client = goplugin.NewClient(config)
	if err := started.readLine(ctx); err != nil {
		started.End()
		return nil, err
	}
	started.Line = started.process.stdout.text()
	if config.TLSConfig != nil {
		if config.TLSConfig.RootCAs == nil {
			started.End()
			return nil, errNoCertificate
		}
		config.TLSConfig.KeyLogWriter = spec.KeyLog
	}
	return started, nil
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
		// go-plugin's own time-out says more than that the plugin was killed.
		if !errors.Is(ctx.Err(), context.DeadlineExceeded) {
			p.kill()
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
