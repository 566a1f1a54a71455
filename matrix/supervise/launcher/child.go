package main

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"
)

// child is the guarded program, alone in its process group.
type child struct {
	pid     int
	grace   time.Duration
	ended   chan struct{}
	stop    chan struct{}
	signals chan os.Signal
}

// start runs a program with these three standard streams and the launcher's environment.
//
// It forks by itself: os/exec first starts a process of its own to see what the kernel can do
// (os.checkPidfd), which costs more than everything else here together.
func start(argv []string, streams [3]*os.File, grace time.Duration) (*child, *startError) {
	becomeSubreaper()
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	path, err := exec.LookPath(argv[0])
	if err != nil && !errors.Is(err, exec.ErrDot) {
		return nil, whyNotFound(argv[0], err)
	}
	files := []uintptr{streams[0].Fd(), streams[1].Fd(), streams[2].Fd()}
	attributes := &syscall.ProcAttr{Env: os.Environ(), Files: files, Sys: childAttributes()}
	pid, err := syscall.ForkExec(path, argv, attributes)
	if err != nil {
		return nil, whyNotRun(path, err)
	}
	c := &child{
		pid:     pid,
		grace:   grace,
		ended:   make(chan struct{}),
		stop:    make(chan struct{}, 1),
		signals: signals,
	}
	go c.obey()
	return c, nil
}

// end asks for the ending of the program; more than one asking is one.
func (c *child) end() {
	select {
	case c.stop <- struct{}{}:
	default:
	}
}

// obey ends the program when it is to end.
func (c *child) obey() {
	select {
	case <-c.ended:
		return
	case <-c.signals:
	case <-c.stop:
	}
	_ = syscall.Kill(-c.pid, syscall.SIGTERM)
	select {
	case <-c.ended:
	case <-time.After(c.grace):
		_ = syscall.Kill(-c.pid, syscall.SIGKILL)
		killDescendants(func(process) {})
	}
}

// wait returns when the program and everything it started have ended.
func (c *child) wait() exit {
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
		e.Signal, e.status = &name, 128+int(status.Signal())
	} else {
		code := status.ExitStatus()
		e.Code, e.status = &code, code
	}
	return e
}
