package main

import (
	"io"
	"os"
	"syscall"
)

const controlDescriptor = 3

// guard runs a program with the launcher's own standard streams.
func guard(o options) int {
	control := openControl()
	report := &reporter{to: bounded{control}}
	program, failed := start(o, [3]*os.File{os.Stdin, os.Stdout, os.Stderr})
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

// openControl takes descriptor 3, so that writing to it can have a limit. The program is not to hold it: its end
// tells both sides that the other has gone.
func openControl() *os.File {
	var info syscall.Stat_t
	err := syscall.Fstat(controlDescriptor, &info)
	if kind := info.Mode & syscall.S_IFMT; err != nil || kind != syscall.S_IFIFO && kind != syscall.S_IFSOCK {
		misuse("launcher guard: descriptor 3 is no pipe or socket from an orchestrator")
	}
	syscall.CloseOnExec(controlDescriptor)
	_ = syscall.SetNonblock(controlDescriptor, true)
	return os.NewFile(controlDescriptor, "control")
}
