package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"syscall"
	"testing"
	"time"
)

func TestPluginIntroducesItself(t *testing.T) {
	h := host(t, "true")
	m, _ := h.until(t, "hello")
	if m.Token != "t0" || m.PID != h.Process.Pid {
		t.Errorf("token %q, pid %d; want t0, %d", m.Token, m.PID, h.Process.Pid)
	}
	if m.ClientCertificate == nil || *m.ClientCertificate != "a PEM\nof two lines" {
		t.Errorf("client certificate %v", m.ClientCertificate)
	}
	if len(m.Environment) != 2 || m.Environment["PLUGIN_MIN_PORT"] != "1=2" {
		t.Errorf("environment %q", m.Environment)
	}
}

func TestPluginStreamsAreRelayedAndRecorded(t *testing.T) {
	h := host(t, sh("echo line; cat; echo 'last words' >&2; exit 6")...)
	h.until(t, "line")
	h.order("announce line")
	sent := bytes.Repeat([]byte{0, 255, '\n', 'x'}, recordedLimit/4+1)
	go func() {
		h.stdin.Write(sent)
		h.stdin.Close()
	}()
	stdout := reading(h.stdout)
	end, recorded := h.until(t, "exit")
	if got := <-stdout; got != "line\n"+string(sent) {
		t.Errorf("the host read %d bytes of stdout, want %d", len(got), len("line\n")+len(sent))
	}
	if got := rest(t, h.stderr); got != "last words\n" {
		t.Errorf("the host read %q of stderr", got)
	}
	if end.Code == nil || *end.Code != 6 || end.Reason != nil || end.StderrBytes != 11 {
		t.Errorf("ended with %+v", end)
	}
	if want := recordedLimit + len("last words\n"); len(recorded) != want {
		t.Errorf("recorded %d bytes, want %d", len(recorded), want)
	}
	if status := h.status(); status != 6 {
		t.Errorf("exit code of the launcher %d, want 6", status)
	}
}

func TestPluginNotStarted(t *testing.T) {
	h := host(t, "/missing/plugin")
	m, _ := h.until(t, "not-started")
	if want := "/missing/plugin: no such file"; m.Error != want || rest(t, h.stderr) != want+"\n" {
		t.Errorf("error %q, want %q on both ways", m.Error, want)
	}
	if status := h.status(); status != 126 {
		t.Errorf("exit code %d, want 126", status)
	}
}

// An order that meets a closed socket would take from the orchestrator what it has not read yet.
func TestPluginLauncherOutlivesTheConnection(t *testing.T) {
	for name, argv := range map[string][]string{"ended": sh("exit 126"), "not started": {"/missing/plugin"}} {
		t.Run(name, func(t *testing.T) {
			h := hostThatReadsLater(t, limit, []string{"PARTING=" + limit.String()}, argv...)
			rest(t, h.socket)
			h.order("stop")
			// Nobody but the launcher holds the stream. One that does not wait ends within 2 ms: 200 ms
			// without an end show that it waits. On a loaded machine a wrong one may pass.
			h.stderr.SetReadDeadline(time.Now().Add(200 * time.Millisecond))
			if _, err := io.ReadAll(h.stderr); !errors.Is(err, os.ErrDeadlineExceeded) {
				t.Errorf("the launcher has ended before its orchestrator: %v", err)
			}
			h.socket.Close()
			if status := h.status(); status != 126 {
				t.Errorf("exit code of the launcher %d, want 126", status)
			}
		})
	}
}

func TestPluginEndings(t *testing.T) {
	const stubborn = "trap '' TERM; echo ready >&2; while :; do sleep 60; done"
	for _, c := range []struct {
		name, script string
		grace        time.Duration
		how          func(*hosted)
		status       int
	}{
		{"stop", "trap 'exit 5' TERM; echo ready >&2; while :; do sleep 60 & wait; done", limit, func(h *hosted) { h.order("stop") }, 5},
		{"stop is ignored", stubborn, brief, func(h *hosted) { h.order("stop") }, 137},
		{"SIGTERM", stubborn, brief, func(h *hosted) { h.Process.Signal(syscall.SIGTERM) }, 137},
		{"orchestrator gone", stubborn, brief, func(h *hosted) { h.socket.Close() }, 137},
		{"end of stdin", "echo ready >&2; cat; exit 8", limit, func(h *hosted) { h.stdin.Close() }, 8},
		{"nonsense, then stop", stubborn, brief, func(h *hosted) {
			h.socket.Write([]byte("nonsense\n\nstopp\n"))
			h.order("stop")
		}, 137},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := hostWith(t, c.grace, nil, sh(c.script)...)
			h.until(t, "stderr")
			c.how(h)
			if status := h.status(); status != c.status {
				t.Errorf("exit code of the launcher %d, want %d", status, c.status)
			}
			if err := h.gone(); err != nil {
				t.Error(err)
			}
		})
	}
}

// Nobody reads what the launcher reports: its plugin is relayed all the same, and neither waits for ever.
func TestOrchestratorThatDoesNotRead(t *testing.T) {
	const bytes = 2_000_000
	// Standard error is recorded before standard output waits for an announcement.
	h := hostThatReadsLater(t, limit, []string{"LAST_REPORT=10ms", "PARTING=1ms"}, sh("head -c 2000000 /dev/zero >&2; exit 3")...)
	if got := rest(t, h.stderr); len(got) != bytes {
		t.Errorf("the host read %d bytes, want %d", len(got), bytes)
	}
	if status := h.status(); status != 3 {
		t.Errorf("exit code of the launcher %d, want 3", status)
	}
}

// A line without an end is no order, but the end of the orders.
func TestEndlessOrder(t *testing.T) {
	h := hostWith(t, limit, nil, sh("trap 'exit 5' TERM; echo ready >&2; while :; do sleep 60 & wait; done")...)
	h.until(t, "stderr")
	h.socket.Write(bytes.Repeat([]byte("x"), longestOrder))
	if status := h.status(); status != 5 {
		t.Errorf("exit code of the launcher %d, want 5", status)
	}
}
