package host

import (
	"crypto/tls"

	"handshakematrix/harness/go/internal/certificate"
	"handshakematrix/harness/go/internal/tlsconfig"
)

// Security is how a host and its plugin come to trust each other: Cleartext, OwnKey or AutoMTLS.
type Security interface{ security() }

// Cleartext means no TLS at all.
type Cleartext struct{}

// OwnKey means mutual TLS with this certificate on the host's side.
type OwnKey struct{ Certificate tls.Certificate }

// AutoMTLS means go-plugin's own, whose key is always P-521.
type AutoMTLS struct{}

func (Cleartext) security() {}
func (OwnKey) security()    {}
func (AutoMTLS) security()  {}

// clientCertificate is the variable that asks a plugin for mutual TLS; AutoMTLS sets it by itself.
func clientCertificate(security Security) []string {
	if own, ok := security.(OwnKey); ok {
		return []string{"PLUGIN_CLIENT_CERT=" + string(certificate.PEM(own.Certificate))}
	}
	return nil
}

// hostTLS is what goes into ClientConfig.TLSConfig before the start.
func hostTLS(security Security) *tls.Config {
	if own, ok := security.(OwnKey); ok {
		return tlsconfig.Host(own.Certificate)
	}
	return nil
}
