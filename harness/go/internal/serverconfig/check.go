package serverconfig

import (
	"errors"
	"fmt"
	"path/filepath"

	"handshakematrix/harness/go/internal/unsupported"
)

func (c Config) check() error {
	if len(c.Listeners) == 0 {
		return errors.New("no listeners")
	}
	ids := map[string]bool{}
	for _, listener := range c.Listeners {
		if ids[listener.ID] {
			return fmt.Errorf("two listeners with id %q", listener.ID)
		}
		ids[listener.ID] = true
		if err := listener.check(); err != nil {
			return fmt.Errorf("listener %q: %w", listener.ID, err)
		}
		if listener.Mode == AutoMTLS && len(c.Listeners) > 1 {
			return fmt.Errorf("listener %q: a plugin has one listener only", listener.ID)
		}
	}
	return nil
}

func (l Listener) check() error {
	switch l.Network {
	case "tcp":
	case "unix":
		if l.Address == "" && l.Mode == AutoMTLS {
			break
		}
		if !filepath.IsAbs(l.Address) {
			return fmt.Errorf("address %q is no absolute path", l.Address)
		}
	default:
		return &unsupported.Error{Knob: "network", Value: l.Network, Reason: "grpc-go is asked for tcp or unix"}
	}
	if l.Mode == AutoMTLS && l.Connections != (Connections{}) {
		return errors.New("a plugin has no limits of connections")
	}
	given := map[string]bool{
		"certificate": l.Certificate != "", "key": l.Key != "", "clientCa": l.ClientCA != "",
		"keyType": l.KeyType != "", "tlsVersion": l.TLSVersion != "", "group": l.Group != "",
		"protocolVersions": l.ProtocolVersions != nil,
	}
	switch l.Mode {
	case None:
		return mustHave(l.Mode, given)
	case TLS:
		return mustHave(l.Mode, given, "certificate", "key", "?tlsVersion", "?group")
	case MTLS:
		return mustHave(l.Mode, given, "certificate", "key", "clientCa", "?tlsVersion", "?group")
	case AutoMTLS:
		if l.Address == "" && l.Network != "unix" {
			return errors.New("only a unix socket has a place of its own: the address is empty")
		}
		return mustHave(l.Mode, given, "keyType", "key", "?tlsVersion", "?group", "?protocolVersions")
	}
	return &unsupported.Error{Knob: "mode", Value: string(l.Mode), Reason: "it is none of the contract's"}
}

// mustHave compares the fields that are given with those of a mode; a question mark goes before one
// that may be absent.
func mustHave(mode Mode, given map[string]bool, fields ...string) error {
	left := map[string]bool{}
	for name, present := range given {
		left[name] = present
	}
	for _, field := range fields {
		name, optional := field, false
		if field[0] == '?' {
			name, optional = field[1:], true
		}
		if !given[name] && !optional {
			return fmt.Errorf("mode %s needs %s", mode, name)
		}
		delete(left, name)
	}
	for name, present := range left {
		if present {
			return fmt.Errorf("mode %s has no %s", mode, name)
		}
	}
	return nil
}
