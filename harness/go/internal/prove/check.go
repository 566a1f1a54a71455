package prove

import (
	"errors"
	"fmt"

	"handshakematrix/harness/go/internal/unsupported"
)

// check finds what makes no sense in a request. A network that grpc-go does not dial is an *unsupported.Error.
func (r Request) check() error {
	if r.DeadlineMs <= 0 {
		return errors.New("deadlineMs must be positive")
	}
	if err := r.checkTarget(); err != nil {
		return err
	}
	for _, step := range r.Steps {
		for _, call := range step.Calls {
			if err := call.check(r.Target.Kind); err != nil {
				return fmt.Errorf("step %q: %w", step.Name, err)
			}
		}
	}
	return nil
}

func (r Request) checkTarget() error {
	target, mode := r.Target, r.TLS.Mode
	switch target.Kind {
	case "address":
		if mode != "none" && mode != "tls" && mode != "mtls" {
			return fmt.Errorf("tls.mode %q for an address", mode)
		}
		if target.Network != "tcp" && target.Network != "unix" {
			return &unsupported.Error{Knob: "network", Value: target.Network, Reason: "grpc-go is asked to dial tcp or unix"}
		}
	case "plugin":
		if mode != "none" && mode != "auto-mtls" {
			return fmt.Errorf("tls.mode %q for a plugin", mode)
		}
		if len(target.Argv) == 0 {
			return errors.New("target.argv is empty")
		}
		if target.StartTimeoutMs <= 0 {
			return errors.New("target.startTimeoutMs must be positive")
		}
	case "attach":
		if mode != "none" {
			return fmt.Errorf("tls.mode %q for a plugin that runs already", mode)
		}
		if target.Pid <= 0 {
			return errors.New("target.pid must be positive")
		}
	case "session":
	default:
		return fmt.Errorf("target.kind %q", target.Kind)
	}
	return nil
}

func (c Call) check(target string) error {
	switch c.Call {
	case "put":
		if c.Key == nil {
			return errors.New("put needs a key")
		}
		if !c.Value.isOne() {
			return errors.New("put needs a value: base64 or pattern")
		}
		if c.Value.Pattern != nil && c.Value.Pattern.Size < 0 {
			return errors.New("a pattern's size is not negative")
		}
	case "get":
		if c.Key == nil {
			return errors.New("get needs a key")
		}
	case "health":
		if c.Service == nil {
			return errors.New("health needs a service")
		}
	case "unary":
		if c.Path == nil {
			return errors.New("unary needs a path")
		}
		if !c.Value.isOne() {
			return errors.New("unary needs a value: base64 or pattern")
		}
	case "rpc":
		return c.checkRPC()
	case "broker", "shutdown":
		if target == "address" {
			return fmt.Errorf("%s needs a plugin", c.Call)
		}
		if c.Call == "broker" && c.Nonce == nil {
			return errors.New("broker needs a nonce")
		}
	default:
		return fmt.Errorf("call %q", c.Call)
	}
	return nil
}

func (c Call) checkRPC() error {
	if c.Path == nil {
		return errors.New("rpc needs a path")
	}
	switch c.Kind {
	case "unary", "server-stream":
		if len(c.Requests) != 1 {
			return fmt.Errorf("%s needs one request", c.Kind)
		}
	case "client-stream", "bidi":
	default:
		return fmt.Errorf("rpc of kind %q", c.Kind)
	}
	for _, request := range c.Requests {
		if !request.isOne() {
			return errors.New("a request of rpc needs base64 or pattern")
		}
	}
	if c.Cancel != nil && (c.Cancel.AfterMs == nil) == (c.Cancel.AfterMessages == nil) {
		return errors.New("cancel needs afterMs or afterMessages")
	}
	return nil
}

func (r Request) needsPlugin() bool {
	for _, step := range r.Steps {
		for _, call := range step.Calls {
			if call.needsPlugin() {
				return true
			}
		}
	}
	return false
}

func (c Call) needsPlugin() bool { return c.Call == "broker" || c.Call == "shutdown" }
