package prove

import (
	"context"
	"fmt"
	"net"
	"time"

	goplugin "github.com/hashicorp/go-plugin"

	"handshakematrix/harness/go/internal/certificate"
	"handshakematrix/harness/go/internal/handshake"
	"handshakematrix/harness/go/internal/host"
	"handshakematrix/harness/go/internal/tlsconfig"
	"handshakematrix/harness/go/internal/unsupported"
)

// start starts a plugin. No session means that the plugin could not be used, and that the report says
// why; an error, that nothing was tried.
func (p *Prover) start(ctx context.Context, target Target, security TLS) (*session, *StartReport, error) {
	spec, err := p.spec(target, security)
	if err != nil {
		return nil, nil, err
	}
	begun := time.Now()
	plugin, err := host.Start(ctx, spec)
	report := &StartReport{ElapsedMs: milliseconds(begun)}
	if err != nil {
		report.Error = &ErrorReport{Message: err.Error(), Chain: causes(err)}
		return nil, report, nil
	}
	report.Line = &plugin.Line
	return &session{channel: plugin.Connection.Channel, plugin: plugin, reportsOutput: target.Host.Output}, report, nil
}

// attach connects to a plugin that runs already. One that cannot be used is a refusal: there is no start to report.
func (p *Prover) attach(ctx context.Context, target Target) (*session, *StartReport, error) {
	address, err := target.address()
	if err != nil {
		return nil, nil, err
	}
	plugin, err := host.Attach(ctx, host.Running{Address: address, Pid: target.Pid})
	if err != nil {
		return nil, nil, &refusal{err}
	}
	return &session{channel: plugin.Connection.Channel, plugin: plugin}, nil, nil
}

func (t Target) address() (net.Addr, error) {
	if t.Network == "unix" {
		return net.ResolveUnixAddr(t.Network, t.Address)
	}
	return net.ResolveTCPAddr(t.Network, t.Address)
}

func (p *Prover) spec(target Target, security TLS) (host.Spec, error) {
	trust, err := p.security(security)
	if err != nil {
		return host.Spec{}, fmt.Errorf("tls: %w", err)
	}
	keyLog, err := tlsconfig.KeyLog()
	if err != nil {
		return host.Spec{}, err
	}
	spec := host.Spec{
		Argv:      target.Argv,
		Protocols: []int{int(handshake.Config.ProtocolVersion)},
		Multiplex: target.Host.Multiplex,
		Checksum:  target.Host.SHA256,
		Limit:     duration(target.StartTimeoutMs),
		Security:  trust,
		KeyLog:    keyLog,
	}
	if target.ProtocolVersion != nil {
		spec.Protocols = []int{int(*target.ProtocolVersion)}
	}
	if target.Host.ProtocolVersions != nil {
		spec.Protocols = target.Host.ProtocolVersions
	}
	if sockets := target.Host.Sockets; sockets != nil {
		spec.Sockets = &goplugin.UnixSocketConfig{TempDir: sockets.Folder, Group: sockets.Group}
	}
	for name, value := range target.Environment {
		spec.Environment = append(spec.Environment, name+"="+value)
	}
	return spec, nil
}

func (p *Prover) security(asked TLS) (host.Security, error) {
	if asked.Mode == "none" {
		return host.Cleartext{}, nil
	}
	keyType, err := certificate.ParseKeyType(asked.KeyType)
	if err != nil {
		return nil, err
	}
	if p.Stock {
		if keyType != certificate.P521 {
			reason := "go-plugin's AutoMTLS always makes a p521 key"
			return nil, &unsupported.Error{Knob: "keyType", Value: asked.KeyType, Reason: reason}
		}
		return host.AutoMTLS{}, nil
	}
	key, err := certificate.ReadKey(asked.Key, keyType)
	if err != nil {
		return nil, err
	}
	own, err := certificate.SelfSigned(key)
	return host.OwnKey{Certificate: own}, err
}
