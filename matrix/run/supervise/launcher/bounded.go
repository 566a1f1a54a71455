package main

import (
	"os"
	"time"
)

// lastReport is how long the orchestrator, which may be busy or stopped, has to read a message that does not fit
// into the buffers of the kernel.
var lastReport = 5 * time.Second

// bounded is a connection whose messages are given up when nobody reads them in time.
type bounded struct{ *os.File }

func (b bounded) Write(bytes []byte) (int, error) {
	_ = b.SetWriteDeadline(time.Now().Add(lastReport))
	n, err := b.File.Write(bytes)
	_ = b.SetWriteDeadline(time.Time{})
	return n, err
}
