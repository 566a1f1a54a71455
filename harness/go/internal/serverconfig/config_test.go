package serverconfig

import (
	"errors"
	"reflect"
	"testing"

	"handshakematrix/harness/go/internal/unsupported"
)

func TestParse(t *testing.T) {
	tests := []struct {
		name, text string
		want       Config
	}{
		{"absent: a plugin on TCP", "", Config{Listeners: []Listener{
			{ID: "plugin", Mode: AutoMTLS, Network: "tcp", Address: "127.0.0.1:0"},
		}}},
		{
			"standalone",
			`{"endOnStdinEof": true, "listeners": [
			  {"id": "a", "mode": "none", "network": "unix", "address": "/s"},
			  {"id": "b", "mode": "mtls", "network": "tcp", "address": "127.0.0.1:0", "certificate": "c",
			   "key": "k", "clientCa": "ca", "tlsVersion": "1.2", "group": "x25519",
			   "maxConcurrentStreams": 1, "maxConnectionAgeMs": 500, "keepaliveMs": 1000}]}`,
			Config{EndOnStdinEOF: true, Listeners: []Listener{
				{ID: "a", Mode: None, Network: "unix", Address: "/s"},
				{ID: "b", Mode: MTLS, Network: "tcp", Address: "127.0.0.1:0", Certificate: "c", Key: "k",
					ClientCA: "ca", TLSVersion: "1.2", Group: "x25519",
					Connections: Connections{MaxConcurrentStreams: 1, MaxConnectionAgeMs: 500, KeepaliveMs: 1000}},
			}},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := Parse(test.text)
			if err != nil || !reflect.DeepEqual(got, test.want) {
				t.Errorf("got %+v, %v; want %+v", got, err, test.want)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	const plugin = `{"id": "p", "mode": "auto-mtls", "network": "tcp", "address": "a", "keyType": "p256", "key": "k"}`
	tests := []struct{ text, want string }{
		{`{`, "KV_SERVER_CONFIG: unexpected EOF"},
		{`{"listeners": []}`, "KV_SERVER_CONFIG: no listeners"},
		{`{"listeners": [` + plugin + `]} {}`, "KV_SERVER_CONFIG: more than one JSON value"},
		{`{"listeners": [{"tlsversion2": ""}]}`, `KV_SERVER_CONFIG: json: unknown field "tlsversion2"`},
		{
			`{"listeners": [{"id": "n", "mode": "none", "network": "tcp"}, ` + plugin + `]}`,
			`KV_SERVER_CONFIG: listener "p": a plugin has one listener only`,
		},
		{
			`{"listeners": [{"id": "n", "mode": "none", "network": "tcp"}, {"id": "n"}]}`,
			`KV_SERVER_CONFIG: two listeners with id "n"`,
		},
		{
			`{"listeners": [{"id": "u", "mode": "none", "network": "unix", "address": "s"}]}`,
			`KV_SERVER_CONFIG: listener "u": address "s" is no absolute path`,
		},
		{
			`{"listeners": [{"id": "t", "mode": "mtls", "network": "tcp", "certificate": "c", "key": "k"}]}`,
			`KV_SERVER_CONFIG: listener "t": mode mtls needs clientCa`,
		},
		{
			`{"listeners": [{"id": "n", "mode": "none", "network": "tcp", "group": "x25519"}]}`,
			`KV_SERVER_CONFIG: listener "n": mode none has no group`,
		},
	}
	for _, test := range tests {
		t.Run(test.want, func(t *testing.T) {
			if _, err := Parse(test.text); err == nil || err.Error() != test.want {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

func TestParseUnsupported(t *testing.T) {
	tests := []struct{ text, knob string }{
		{`{"listeners": [{"mode": "none", "network": "vsock"}]}`, "network"},
		{`{"listeners": [{"mode": "psk", "network": "tcp"}]}`, "mode"},
	}
	for _, test := range tests {
		t.Run(test.knob, func(t *testing.T) {
			_, err := Parse(test.text)
			var cannot *unsupported.Error
			if !errors.As(err, &cannot) || cannot.Knob != test.knob {
				t.Errorf("got %v, want an unsupported %s", err, test.knob)
			}
		})
	}
}
