package main

import (
	"io"
	"os"
	"syscall"
)

const controlDescriptor = 3

// guard runs a program with the launcher's own standard streams.
func guard(o options) int {
	control := os.NewFile(controlDescriptor, "control")
	info, err := control.Stat()
	if err != nil || info.Mode()&(os.ModeNamedPipe|os.ModeSocket) == 0 {
		misuse("launcher guard: descriptor 3 is no pipe or socket from an orchestrator")
	}
	// The program is not to hold it: its end tells both sides that the other has gone.
	syscall.CloseOnExec(controlDescriptor)
	report := &reporter{to: control}
	program, failed := start(o.argv, [3]*os.File{os.Stdin, os.Stdout, os.Stderr}, o.grace)
	if failed != nil {
		report.send(failed.message())
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
	return ended.status
}
