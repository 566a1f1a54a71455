package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// guarded is a program under guard and the orchestrator's end of its descriptor 3.
type guarded struct {
	*launcher
	*inbox
	control *os.File
	stdout  io.ReadCloser
	stdin   io.WriteCloser
}

func guardOf(t *testing.T, argv ...string) *guarded {
	t.Helper()
	pair, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	syscall.CloseOnExec(pair[0])
	syscall.CloseOnExec(pair[1])
	if err := syscall.SetNonblock(pair[0], true); err != nil {
		t.Fatal(err)
	}
	control := os.NewFile(uintptr(pair[0]), "control")
	t.Cleanup(func() { control.Close() })
	control.SetReadDeadline(time.Now().Add(limit))
	g := &guarded{control: control, inbox: newInbox(control)}
	g.launcher = run(t, func(cmd *exec.Cmd) {
		cmd.ExtraFiles = []*os.File{os.NewFile(uintptr(pair[1]), "their control")}
		g.stdin, _ = cmd.StdinPipe()
		g.stdout, _ = cmd.StdoutPipe()
	}, append([]string{"guard", "--grace-ms=200", "--"}, argv...)...)
	return g
}

// ready waits for the program's first octets, which say that its traps are set and its children run.
func (g *guarded) ready(t *testing.T) string {
	t.Helper()
	buffer := make([]byte, 64)
	n, err := g.stdout.Read(buffer)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(buffer[:n]))
}

func sh(script string) []string { return []string{"sh", "-c", script} }

func TestGuardTellsTheEnd(t *testing.T) {
	for _, c := range []struct {
		name, script, signal string
		code, status         int
	}{
		{name: "success", script: "exit 0"},
		{name: "failure", script: "exit 3", code: 3, status: 3},
		{name: "highest code", script: "exit 255", code: 255, status: 255},
		{name: "kills itself", script: "kill -KILL $$", signal: "SIGKILL", status: 137},
		{name: "aborts", script: "kill -ABRT $$", signal: "SIGABRT", status: 134},
		{name: "real-time signal", script: "kill -40 $$", signal: "signal 40", status: 168},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := guardOf(t, sh(c.script)...)
			if begun, _ := g.until(t, "started"); begun.PID == 0 {
				t.Error("started without a pid")
			}
			end, _ := g.until(t, "exit")
			if c.signal == "" && (end.Signal != nil || end.Code == nil || *end.Code != c.code) {
				t.Errorf("code %v, signal %v; want code %d", end.Code, end.Signal, c.code)
			}
			if c.signal != "" && (end.Code != nil || end.Signal == nil || *end.Signal != c.signal) {
				t.Errorf("code %v, signal %v; want signal %s", end.Code, end.Signal, c.signal)
			}
			if len(end.Left) != 0 {
				t.Errorf("left %v, want none", end.Left)
			}
			if status := g.status(); status != c.status {
				t.Errorf("exit code of the launcher %d, want %d", status, c.status)
			}
		})
	}
}

func TestGuardPassesStreamsOn(t *testing.T) {
	g := guardOf(t, "cat")
	sent := bytes.Repeat([]byte{0, 255, '\n', 'x'}, 100_000)
	go func() {
		g.stdin.Write(sent)
		g.stdin.Close()
	}()
	got, err := io.ReadAll(g.stdout)
	if err != nil || !bytes.Equal(got, sent) {
		t.Errorf("%d octets came back (%v), want the %d that were sent", len(got), err, len(sent))
	}
	if end, _ := g.until(t, "exit"); end.Code == nil || *end.Code != 0 {
		t.Errorf("cat ended with %+v", end)
	}
}

func TestGuardCountsCPU(t *testing.T) {
	g := guardOf(t, sh("i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done")...)
	if end, _ := g.until(t, "exit"); end.CPUMs < 5 || end.CPUMs > 10_000 {
		t.Errorf("cpuMs %v of a loop of 100,000 rounds", end.CPUMs)
	}
}

// The program must not be able to speak for the launcher, nor keep the orchestrator waiting.
func TestGuardKeepsControlToItself(t *testing.T) {
	g := guardOf(t, sh("if (: >&3) 2>/dev/null; then exit 9; fi")...)
	if end, _ := g.until(t, "exit"); end.Code == nil || *end.Code != 0 {
		t.Error("descriptor 3 is open in the program")
	}
}

func TestGuardEndings(t *testing.T) {
	const polite = "trap 'exit 5' TERM; echo ready; while :; do sleep 60 & wait; done"
	const stubborn = "trap '' TERM; echo ready; while :; do sleep 60; done"
	hangUp := func(g *guarded) { syscall.Shutdown(int(g.control.Fd()), syscall.SHUT_WR) }
	signal := func(s os.Signal) func(*guarded) { return func(g *guarded) { g.Process.Signal(s) } }
	for _, c := range []struct {
		name, script string
		how          func(*guarded)
		status       int
	}{
		{"SIGTERM", polite, signal(syscall.SIGTERM), 5},
		{"SIGINT", polite, signal(syscall.SIGINT), 5},
		{"SIGHUP", polite, signal(syscall.SIGHUP), 5},
		{"end of control", polite, hangUp, 5},
		{"SIGTERM is ignored", stubborn, signal(syscall.SIGTERM), 137},
		{"end of control, SIGTERM is ignored", stubborn, hangUp, 137},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := guardOf(t, sh(c.script)...)
			g.ready(t)
			c.how(g)
			g.until(t, "exit")
			if status := g.status(); status != c.status {
				t.Errorf("exit code of the launcher %d, want %d", status, c.status)
			}
			if err := g.gone(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestGuardOutlivesOrchestratorOnlyToEnd(t *testing.T) {
	g := guardOf(t, sh("echo ready; exec sleep 3600")...)
	g.ready(t)
	g.control.Close()
	if err := g.gone(); err != nil {
		t.Errorf("still there after the orchestrator has gone: %v", err)
	}
}
