package tlsconfig

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
)

// Plugin is the configuration that go-plugin's AutoMTLS gives a plugin (server.go, Serve), with
// another certificate: peer, the PEM of PLUGIN_CLIENT_CERT, is all that it trusts. The client's half of
// the configuration is for the broker, which dials with it.
func Plugin(own tls.Certificate, peer []byte) (*tls.Config, error) {
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(peer) {
		return nil, errors.New("PLUGIN_CLIENT_CERT: no certificate in it")
	}
	config := Host(own)
	config.ClientCAs, config.RootCAs = pool, pool
	return config, nil
}

// Host is the configuration that go-plugin's AutoMTLS gives a host (client.go, Start), with another
// certificate. go-plugin makes the certificate of the handshake line its RootCAs and ClientCAs; a nil
// RootCAs after the start means that there was none.
func Host(own tls.Certificate) *tls.Config {
	return &tls.Config{
		Certificates: []tls.Certificate{own},
		ClientAuth:   tls.RequireAndVerifyClientCert,
		MinVersion:   tls.VersionTLS12,
		ServerName:   "localhost",
	}
}
