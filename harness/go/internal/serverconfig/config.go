// Package serverconfig reads KV_SERVER_CONFIG.
package serverconfig

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// Mode is how a listener is secured.
type Mode string

const (
	None     Mode = "none"
	TLS      Mode = "tls"
	MTLS     Mode = "mtls"
	AutoMTLS Mode = "auto-mtls"
)

// Config is the whole of KV_SERVER_CONFIG.
type Config struct {
	EndOnStdinEOF bool       `json:"endOnStdinEof"`
	Listeners     []Listener `json:"listeners"`
}

// Listener is one address to serve on. Certificate, Key and ClientCA are names of PEM files.
type Listener struct {
	ID      string `json:"id"`
	Mode    Mode   `json:"mode"`
	Network string `json:"network"`
	// Address is empty for a plugin that listens where go-plugin chooses.
	Address string `json:"address"`
	// ProtocolVersions are those of a plugin's application; nil for the contract's own.
	ProtocolVersions []int  `json:"protocolVersions"`
	Certificate      string `json:"certificate"`
	Key              string `json:"key"`
	ClientCA         string `json:"clientCa"`
	KeyType          string `json:"keyType"`
	TLSVersion       string `json:"tlsVersion"`
	Group            string `json:"group"`
	Connections
}

// Connections limits those of a standalone listener; zero leaves a limit to grpc-go.
type Connections struct {
	MaxConcurrentStreams uint32 `json:"maxConcurrentStreams"`
	MaxConnectionAgeMs   uint32 `json:"maxConnectionAgeMs"`
	// KeepaliveMs is how long one may be silent before its client is pinged.
	KeepaliveMs uint32 `json:"keepaliveMs"`
}

// Plugin returns the listener of a configuration for a plugin.
func (c Config) Plugin() (Listener, bool) {
	if len(c.Listeners) == 1 && c.Listeners[0].Mode == AutoMTLS {
		return c.Listeners[0], true
	}
	return Listener{}, false
}

// Parse reads the text of KV_SERVER_CONFIG; an empty text means a plugin on TCP. The error is an
// *unsupported.Error where that is what is wrong.
func Parse(text string) (Config, error) {
	if text == "" {
		plugin := Listener{ID: "plugin", Mode: AutoMTLS, Network: "tcp", Address: "127.0.0.1:0"}
		return Config{Listeners: []Listener{plugin}}, nil
	}
	var config Config
	decoder := json.NewDecoder(bytes.NewBufferString(text))
	// A field that nobody reads would be a knob silently ignored.
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&config); err != nil {
		return Config{}, fmt.Errorf("KV_SERVER_CONFIG: %w", err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		return Config{}, fmt.Errorf("KV_SERVER_CONFIG: more than one JSON value")
	}
	if err := config.check(); err != nil {
		return Config{}, fmt.Errorf("KV_SERVER_CONFIG: %w", err)
	}
	return config, nil
}
