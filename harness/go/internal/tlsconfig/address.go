// Package tlsconfig makes the TLS configurations of both programs.
package tlsconfig

import (
	"crypto/tls"
	"fmt"
)

// Server is the configuration of a standalone listener. With clientCA, a client certificate that
// does not chain to it is refused in the handshake; without, none is asked for. The arguments are PEM files.
func Server(certificate, key, clientCA string) (*tls.Config, error) {
	pair, err := tls.LoadX509KeyPair(certificate, key)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", certificate, err)
	}
	config := &tls.Config{Certificates: []tls.Certificate{pair}}
	if clientCA != "" {
		if config.ClientCAs, err = readPool(clientCA); err != nil {
			return nil, err
		}
		config.ClientAuth = tls.RequireAndVerifyClientCert
	}
	return config, nil
}

// Client is the configuration for a standalone listener: ca is the only root, serverName the name to
// verify. Without a certificate, none is presented.
func Client(ca, serverName, certificate, key string) (*tls.Config, error) {
	roots, err := readPool(ca)
	if err != nil {
		return nil, err
	}
	config := &tls.Config{RootCAs: roots, ServerName: serverName}
	if certificate != "" {
		pair, err := tls.LoadX509KeyPair(certificate, key)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", certificate, err)
		}
		config.Certificates = []tls.Certificate{pair}
	}
	return config, nil
}
