// Package unsupported has the error for what is asked for rightly and cannot be had from this stack.
package unsupported

import "fmt"

// ExitCode is a server's, when it cannot turn a knob that it was given.
const ExitCode = 127

// Error says which knob cannot be turned and why.
type Error struct {
	Knob   string
	Value  string
	Reason string
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s %q is unsupported: %s", e.Knob, e.Value, e.Reason)
}
