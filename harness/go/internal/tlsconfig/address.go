// Package tlsconfig makes the TLS configurations of both programs.
package tlsconfig

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
	"strings"

	"handshakematrix/harness/go/internal/unsupported"
)

// Server is the configuration of a standalone listener. With clientCA, a client certificate that
// does not chain to it is refused in the handshake; without, none is asked for. The arguments are PEM files.
// It returns an *unsupported.Error for a key of an algorithm that crypto/x509 does not have.
func Server(certificate, key, clientCA string) (*tls.Config, error) {
	pair, err := tls.LoadX509KeyPair(certificate, key)
	if err != nil && isOtherAlgorithm(key) {
		return nil, &unsupported.Error{Knob: "key", Value: key, Reason: "crypto/x509 has no keys of its algorithm"}
	}
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

// isOtherAlgorithm tells a sound PKCS #8 key (RFC 5958) that crypto/x509 cannot use from a file that is broken.
func isOtherAlgorithm(file string) bool {
	text, err := os.ReadFile(file)
	if err != nil {
		return false
	}
	block, _ := pem.Decode(text)
	if block == nil || block.Type != "PRIVATE KEY" {
		return false
	}
	_, err = x509.ParsePKCS8PrivateKey(block.Bytes)
	return err != nil && strings.Contains(err.Error(), "unknown algorithm")
}
