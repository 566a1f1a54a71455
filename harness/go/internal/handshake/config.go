// Package handshake has what a go-plugin host and its plugins must agree on.
package handshake

import goplugin "github.com/hashicorp/go-plugin"

// Config is that of go-plugin's own examples, so that outside hosts and plugins fit in.
var Config = goplugin.HandshakeConfig{
	ProtocolVersion:  1,
	MagicCookieKey:   "BASIC_PLUGIN",
	MagicCookieValue: "hello",
}
