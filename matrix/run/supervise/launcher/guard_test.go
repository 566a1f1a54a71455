package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"strconv"
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

// guardOf starts a guard that leaves its program all the time to end.
func guardOf(t *testing.T, argv ...string) *guarded {
	t.Helper()
	return guardWith(t, limit, argv...)
}

func guardWith(t *testing.T, grace time.Duration, argv ...string) *guarded {
	t.Helper()
	return guardAs(t, grace, func(*exec.Cmd) {}, argv...)
}

// guardAs is a guard whose process is prepared.
func guardAs(t *testing.T, grace time.Duration, prepare func(*exec.Cmd), argv ...string) *guarded {
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
		prepare(cmd)
	}, append([]string{"guard", graceOption(grace), "--"}, argv...)...)
	return g
}

// brief is the grace of programs that ignore SIGTERM.
const brief = 50 * time.Millisecond

func graceOption(grace time.Duration) string {
	return "--grace-ms=" + strconv.FormatInt(grace.Milliseconds(), 10)
}

// ready waits for the program's first bytes, which say that its traps are set and its children run.
func (g *guarded) ready(t *testing.T) string {
	t.Helper()
	buffer := make([]byte, 64)
	n, err := g.stdout.Read(buffer)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(buffer[:n]))
}

// hangUp ends the orchestrator's half of descriptor 3; it still reads.
func (g *guarded) hangUp(t *testing.T) {
	t.Helper()
	connection, err := g.control.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	if err := connection.Control(func(descriptor uintptr) {
		_ = syscall.Shutdown(int(descriptor), syscall.SHUT_WR)
	}); err != nil {
		t.Fatal(err)
	}
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
		{name: "segmentation fault", script: "kill -SEGV $$", signal: "SIGSEGV", status: 139},
		{name: "aborts", script: "kill -ABRT $$", signal: "SIGABRT", status: 134},
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
		t.Errorf("%d bytes came back (%v), want the %d that were sent", len(got), err, len(sent))
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
	hangUp := func(g *guarded) { g.hangUp(t) }
	signal := func(s os.Signal) func(*guarded) { return func(g *guarded) { g.Process.Signal(s) } }
	for _, c := range []struct {
		name, script string
		grace        time.Duration
		how          func(*guarded)
		status       int
	}{
		{"SIGTERM", polite, limit, signal(syscall.SIGTERM), 5},
		{"SIGINT", polite, limit, signal(syscall.SIGINT), 5},
		{"SIGHUP", polite, limit, signal(syscall.SIGHUP), 5},
		{"end of control", polite, limit, hangUp, 5},
		{"SIGTERM is ignored", stubborn, brief, signal(syscall.SIGTERM), 137},
		{"end of control, SIGTERM is ignored", stubborn, brief, hangUp, 137},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := guardWith(t, c.grace, sh(c.script)...)
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
