package main

import (
	"debug/elf"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

// child is the guarded program, alone in its process group.
type child struct {
	pid   int
	grace time.Duration
	ended chan struct{}
	stop  chan struct{}
}

// start runs a program with these three standard streams. The error is a sentence that names what is
// wrong with the program.
//
// It forks by itself: os/exec first starts a process of its own to see what the kernel can do
// (os.checkPidfd), which costs more than everything else here together.
func start(argv []string, streams [3]*os.File, grace time.Duration) (*child, error) {
	becomeSubreaper()
	path, err := exec.LookPath(argv[0])
	if err != nil && !errors.Is(err, exec.ErrDot) {
		return nil, whyNotStarted(argv[0], err)
	}
	files := []uintptr{streams[0].Fd(), streams[1].Fd(), streams[2].Fd()}
	attributes := &syscall.ProcAttr{Env: os.Environ(), Files: files, Sys: childAttributes()}
	pid, err := syscall.ForkExec(path, argv, attributes)
	if err != nil {
		return nil, whyNotStarted(path, err)
	}
	return &child{pid: pid, grace: grace, ended: make(chan struct{}), stop: make(chan struct{}, 1)}, nil
}

// end asks for the ending of the program; more than one asking is one.
func (c *child) end() {
	select {
	case c.stop <- struct{}{}:
	default:
	}
}

// wait returns when the program and everything it started have ended.
func (c *child) wait() exit {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	go func() {
		select {
		case <-c.ended:
			return
		case <-signals:
		case <-c.stop:
		}
		group := -c.pid
		_ = syscall.Kill(group, syscall.SIGTERM)
		select {
		case <-c.ended:
		case <-time.After(c.grace):
			_ = syscall.Kill(group, syscall.SIGKILL)
		}
	}()
	var status syscall.WaitStatus
	var usage syscall.Rusage
	for {
		if _, err := syscall.Wait4(c.pid, &status, 0, &usage); err != syscall.EINTR {
			break
		}
	}
	close(c.ended)
	e := exit{Type: "exit", Left: endLeftovers(c.pid)}
	e.CPUMs = float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e6
	if status.Signaled() {
		name := signalName(status.Signal())
		e.Signal = &name
	} else {
		code := status.ExitStatus()
		e.Code = &code
	}
	return e
}

// exitCode is the code with which the launcher speaks for its program.
func (e exit) exitCode(status int) int {
	if e.Code != nil {
		return *e.Code
	}
	return 128 + status
}

func signalName(s syscall.Signal) string {
	names := map[syscall.Signal]string{
		syscall.SIGABRT: "SIGABRT", syscall.SIGBUS: "SIGBUS", syscall.SIGFPE: "SIGFPE",
		syscall.SIGHUP: "SIGHUP", syscall.SIGILL: "SIGILL", syscall.SIGINT: "SIGINT",
		syscall.SIGKILL: "SIGKILL", syscall.SIGPIPE: "SIGPIPE", syscall.SIGQUIT: "SIGQUIT",
		syscall.SIGSEGV: "SIGSEGV", syscall.SIGTERM: "SIGTERM", syscall.SIGTRAP: "SIGTRAP",
	}
	if name, ok := names[s]; ok {
		return name
	}
	return fmt.Sprintf("signal %d", int(s))
}

func signalNumber(name *string) int {
	for number := syscall.Signal(1); name != nil && number < 64; number++ {
		if signalName(number) == *name {
			return int(number)
		}
	}
	return 0
}

// whyNotStarted tells a missing program from a missing interpreter: execve gives ENOENT for both.
func whyNotStarted(path string, err error) error {
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return fmt.Errorf("%s: no such program on PATH", path)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: not executable, or not permitted to run", path)
	case errors.Is(err, fs.ErrNotExist):
		if _, statErr := os.Stat(path); statErr != nil {
			return fmt.Errorf("%s: no such file", path)
		}
		return fmt.Errorf("%s exists, but its interpreter %s does not", path, interpreter(path))
	}
	return fmt.Errorf("%s: %w", path, err)
}

// interpreter is the program that the kernel needs to run a file: of a script, or of an ELF file.
func interpreter(path string) string {
	if text, err := os.ReadFile(path); err == nil && strings.HasPrefix(string(text), "#!") {
		first, _, _ := strings.Cut(string(text[2:]), "\n")
		return strings.TrimSpace(first)
	}
	if file, err := elf.Open(path); err == nil {
		defer file.Close()
		if section := file.Section(".interp"); section != nil {
			if data, err := section.Data(); err == nil {
				return strings.TrimRight(string(data), "\x00")
			}
		}
	}
	return "of an unknown kind"
}
