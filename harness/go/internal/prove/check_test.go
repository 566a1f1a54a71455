package prove

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"handshakematrix/harness/go/internal/jsonrpc"
	"handshakematrix/harness/go/internal/unsupported"
)

func TestRequestCheck(t *testing.T) {
	const address = `"target": {"kind": "address", "network": "tcp", "address": "a"}`
	const plugin = `"target": {"kind": "plugin", "argv": ["p"], "startTimeoutMs": 1}`
	const none = `"tls": {"mode": "none"}, "deadlineMs": 1`
	tests := []struct{ name, request, want string }{
		{"address", `{` + address + `,` + none + `}`, ""},
		{"session", `{"target": {"kind": "session", "id": "1"}, "deadlineMs": 1, "steps": [{"calls": [{"call": "shutdown"}]}]}`, ""},
		{"no deadline", `{` + address + `}`, "deadlineMs must be positive"},
		{"unknown target", `{"target": {"kind": "cloud"}, ` + none + `}`, `target.kind "cloud"`},
		{"no argv", `{"target": {"kind": "plugin"}, ` + none + `}`, "target.argv is empty"},
		{"mode of a plugin", `{` + address + `, "tls": {"mode": "auto-mtls"}, "deadlineMs": 1}`, `tls.mode "auto-mtls" for an address`},
		{"mode of an address", `{` + plugin + `, "tls": {"mode": "mtls"}, "deadlineMs": 1}`, `tls.mode "mtls" for a plugin`},
		{"unknown call", `{` + address + `,` + none + `, "steps": [{"name": "s", "calls": [{"call": "list"}]}]}`, `step "s": call "list"`},
		{"put without a value", `{` + address + `,` + none + `, "steps": [{"name": "s", "calls": [{"call": "put", "key": "k"}]}]}`, `step "s": put needs a value: base64 or pattern`},
		{"put of nothing", `{` + address + `,` + none + `, "steps": [{"name": "s", "calls": [{"call": "put", "key": "", "value": {"base64": ""}}]}]}`, ""},
		{"put without a key", `{` + address + `,` + none + `, "steps": [{"name": "s", "calls": [{"call": "put", "value": {"base64": ""}}]}]}`, `step "s": put needs a key`},
		{"get without a key", `{` + address + `,` + none + `, "steps": [{"name": "s", "calls": [{"call": "get"}]}]}`, `step "s": get needs a key`},
		{"health without a service", `{` + address + `,` + none + `, "steps": [{"name": "s", "calls": [{"call": "health"}]}]}`, `step "s": health needs a service`},
		{"unary", `{` + address + `,` + none + `, "steps": [{"name": "s", "calls": [{"call": "unary", "path": "/s/M", "value": {"base64": ""}}]}]}`, ""},
		{"unary without a path", `{` + address + `,` + none + `, "steps": [{"name": "s", "calls": [{"call": "unary", "value": {"base64": ""}}]}]}`, `step "s": unary needs a path`},
		{"unary without a value", `{` + address + `,` + none + `, "steps": [{"name": "s", "calls": [{"call": "unary", "path": "/s/M"}]}]}`, `step "s": unary needs a value: base64 or pattern`},
		{"rpc", `{` + address + `,` + none + `, "steps": [{"name": "s", "calls": [{"call": "rpc", "path": "/s/M", "kind": "bidi", "requests": [], "cancel": {"afterMs": 1}}]}]}`, ""},
		{"rpc without a path", `{` + address + `,` + none + `, "steps": [{"name": "s", "calls": [{"call": "rpc", "kind": "bidi"}]}]}`, `step "s": rpc needs a path`},
		{"rpc of another kind", `{` + address + `,` + none + `, "steps": [{"name": "s", "calls": [{"call": "rpc", "path": "/s/M", "kind": "duplex"}]}]}`, `step "s": rpc of kind "duplex"`},
		{"unary rpc without a request", `{` + address + `,` + none + `, "steps": [{"name": "s", "calls": [{"call": "rpc", "path": "/s/M", "kind": "unary"}]}]}`, `step "s": unary needs one request`},
		{"rpc with a request of nothing", `{` + address + `,` + none + `, "steps": [{"name": "s", "calls": [{"call": "rpc", "path": "/s/M", "kind": "bidi", "requests": [{}]}]}]}`, `step "s": a request of rpc needs base64 or pattern`},
		{"rpc cancelled twice", `{` + address + `,` + none + `, "steps": [{"name": "s", "calls": [{"call": "rpc", "path": "/s/M", "kind": "bidi", "cancel": {"afterMs": 1, "afterMessages": 1}}]}]}`, `step "s": cancel needs afterMs or afterMessages`},
		{"broker without a nonce", `{` + plugin + `,` + none + `, "steps": [{"name": "s", "calls": [{"call": "broker"}]}]}`, `step "s": broker needs a nonce`},
		{"shutdown of an address", `{` + address + `,` + none + `, "steps": [{"name": "s", "calls": [{"call": "shutdown"}]}]}`, `step "s": shutdown needs a plugin`},
		{"unknown field", `{"retries": 3}`, `json: unknown field "retries"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var request Request
			err := jsonrpc.Params(json.RawMessage(test.request), &request)
			if err == nil {
				err = request.check()
			}
			if text := message(err); text != test.want {
				t.Errorf("got %q, want %q", text, test.want)
			}
		})
	}
}

func TestRequestCheckUnsupportedNetwork(t *testing.T) {
	request := Request{
		Target: Target{Kind: "address", Network: "vsock"}, TLS: TLS{Mode: "none"}, DeadlineMs: 1,
	}
	var cannot *unsupported.Error
	if err := request.check(); !errors.As(err, &cannot) || cannot.Knob != "network" {
		t.Errorf("got %v, want an unsupported network", err)
	}
}

func TestValueBytes(t *testing.T) {
	pattern := &Value{Pattern: &Pattern{Size: 4, First: 254}}
	if got := pattern.bytes(); !bytes.Equal(got, []byte{254, 255, 0, 1}) {
		t.Errorf("got %v", got)
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
