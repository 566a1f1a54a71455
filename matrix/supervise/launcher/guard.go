package main

import (
	"io"
	"os"
)

const controlDescriptor = 3

// guard runs a program with the launcher's own standard streams.
func guard(o options) int {
	control := os.NewFile(controlDescriptor, "control")
	report := &reporter{to: control}
	program, err := start(o.argv, [3]*os.File{os.Stdin, os.Stdout, os.Stderr}, o.grace)
	if err != nil {
		report.send(notStarted{Type: "not-started", Error: err.Error()})
		return 126
	}
	report.send(started{Type: "started", PID: program.pid})
	// The program alone is to hold its standard input: it may wait for its end.
	_ = os.Stdin.Close()
	go func() {
		_, _ = io.Copy(io.Discard, control)
		program.end()
	}()
	ended := program.wait()
	report.send(ended)
	return ended.exitCode(signalNumber(ended.Signal))
}
