package main

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"
)

// killingTime is how long dying processes are waited for; one in uninterruptible sleep has no end.
var killingTime = 2 * time.Second

// child is the guarded program, alone in its process group.
type child struct {
	pid   int
	grace time.Duration
	ended chan struct{}
	// overdue closes when the program has not ended though it was killed.
	overdue chan struct{}
	stop    chan struct{}
	signals chan os.Signal
}

// start runs a program with these three standard streams and the launcher's environment and its own mark.
//
// It forks by itself: os/exec first starts a process of its own to see what the kernel can do
// (os.checkPidfd), which costs more than everything else here together.
func start(o options, streams [3]*os.File) (*child, *startError) {
	becomeSubreaper()
	setLimitMark(o.limitMark)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	if o.folder != "" {
		if err := syscall.Chdir(o.folder); err != nil {
			return nil, whyNotIn(o.folder, err)
		}
	}
	path, err := exec.LookPath(o.argv[0])
	if err != nil && !errors.Is(err, exec.ErrDot) {
		return nil, whyNotFound(o.argv[0], err)
	}
	files := []uintptr{streams[0].Fd(), streams[1].Fd(), streams[2].Fd()}
	attributes := &syscall.ProcAttr{Env: marked(os.Environ(), o.mark), Files: files, Sys: childAttributes()}
	pid, err := syscall.ForkExec(path, o.argv, attributes)
	if err != nil {
		return nil, whyNotRun(path, err)
	}
	c := &child{
		pid:     pid,
		grace:   o.grace,
		ended:   make(chan struct{}),
		overdue: make(chan struct{}),
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
		return
	case <-time.After(c.grace):
	}
	_ = syscall.Kill(-c.pid, syscall.SIGKILL)
	killDescendants()
	select {
	case <-c.ended:
	case <-time.After(killingTime):
		close(c.overdue)
	}
}

// wait returns when the program and everything it started have ended, or when the time is over that the
// dying have.
func (c *child) wait() exit {
	reaped := make(chan exit, 1)
	go func() { reaped <- c.reap() }()
	var e exit
	leftoverTime := killingTime
	select {
	case e = <-reaped:
		close(c.ended)
	case <-c.overdue:
		name := signalName(syscall.SIGKILL)
		e = exit{Signal: &name, status: 128 + int(syscall.SIGKILL)}
		leftoverTime = 0
	}
	e.Type = "exit"
	e.Left, e.Remaining = endLeftovers(c.pid, leftoverTime)
	return e
}

// reap waits for the program alone.
func (c *child) reap() exit {
	var status syscall.WaitStatus
	var usage syscall.Rusage
	for {
		if _, err := syscall.Wait4(c.pid, &status, 0, &usage); err != syscall.EINTR {
			break
		}
	}
	e := exit{CPUMs: float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e6}
	if status.Signaled() {
		name := signalName(status.Signal())
		e.Signal, e.status = &name, 128+int(status.Signal())
	} else {
		code := status.ExitStatus()
		e.Code, e.status = &code, code
	}
	return e
}
