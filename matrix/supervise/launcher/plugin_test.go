package main

import (
	"bytes"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// hosted is a plugin under a launcher: the test is both its host, which has the streams, and the
// orchestrator, which has the socket.
type hosted struct {
	*launcher
	*inbox
	socket         *net.UnixConn
	stdin          io.WriteCloser
	stdout, stderr *os.File
}

// host starts a plugin launcher; without argv, a decoy.
func host(t *testing.T, argv ...string) *hosted {
	t.Helper()
	path := filepath.Join(t.TempDir(), "desk")
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	h := &hosted{}
	args := []string{"plugin", "--socket", path, "--token", "t0", "--grace-ms=200"}
	if argv != nil {
		args = append(append(args, "--"), argv...)
	}
	var theirs [2]*os.File
	h.stdout, theirs[0] = pipe(t)
	h.stderr, theirs[1] = pipe(t)
	h.launcher = run(t, func(cmd *exec.Cmd) {
		h.stdin, _ = cmd.StdinPipe()
		cmd.Stdout, cmd.Stderr = theirs[0], theirs[1]
		cmd.Env = append(cmd.Env, "PLUGIN_CLIENT_CERT=a PEM\nof two lines", "PLUGIN_MIN_PORT=1=2", "PLUGINS=3")
	}, args...)
	theirs[0].Close()
	theirs[1].Close()
	listener.SetDeadline(time.Now().Add(limit))
	if h.socket, err = listener.AcceptUnix(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.socket.Close() })
	h.socket.SetReadDeadline(time.Now().Add(limit))
	h.inbox = newInbox(h.socket)
	return h
}

func pipe(t *testing.T) (ours, theirs *os.File) {
	t.Helper()
	ours, theirs, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ours.Close() })
	ours.SetReadDeadline(time.Now().Add(limit))
	return ours, theirs
}

func (h *hosted) order(text string) { h.socket.Write([]byte(text + "\n")) }

// reading reads a stream to its end while the test does something else.
func reading(from io.Reader) <-chan string {
	read := make(chan string, 1)
	go func() {
		// An error is a stream that is shorter than the test expects.
		got, _ := io.ReadAll(from)
		read <- string(got)
	}()
	return read
}

// rest reads a stream to its end.
func rest(t *testing.T, from io.Reader) string {
	t.Helper()
	got, err := io.ReadAll(from)
	if err != nil {
		t.Error(err)
	}
	return string(got)
}

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

func TestFirstLine(t *testing.T) {
	long := strings.Repeat("x", longestLine)
	for _, c := range []struct {
		name, printed, text string
		octets              string
		complete            bool
		announce            string
		host                string
	}{
		{name: "replaced", printed: "1|1|a\nmore\n", text: "1|1|a", complete: true, announce: "1|1|b", host: "1|1|b\nmore\n"},
		{name: "replaced by octets", printed: "a\n", text: "a", complete: true, announce: "\xff\x00\r", host: "\xff\x00\r\n"},
		{name: "empty", printed: "\nmore", text: "", complete: true, announce: "", host: "\nmore"},
		{name: "quotes and controls", printed: "\"\\\t\r é\n", text: "\"\\\t\r é", complete: true, announce: "<&>\u2028", host: "<&>\u2028\n"},
		{name: "no UTF-8", printed: "\xc3(\n", octets: "\xc3(", complete: true, announce: "b", host: "b\n"},
		{name: "no newline", printed: "1|1|a", text: "1|1|a", host: "1|1|a"},
		{name: "64 KiB with the newline", printed: long[1:] + "\n", text: long[1:], complete: true, announce: "b", host: "b\n"},
		{name: "64 KiB without", printed: long + "y\nz", text: long, host: long + "y\nz"},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "printed")
			if err := os.WriteFile(file, []byte(c.printed), 0o600); err != nil {
				t.Fatal(err)
			}
			h := host(t, "cat", file)
			m, _ := h.until(t, "line")
			if m.Complete != c.complete {
				t.Errorf("complete: %v, want %v", m.Complete, c.complete)
			}
			switch {
			case m.Text == nil && string(m.Base64) != c.octets:
				t.Errorf("octets %q, want %q", m.Base64, c.octets)
			case m.Text != nil && (*m.Text != c.text || c.octets != ""):
				t.Errorf("text %.80q, want %.80q", *m.Text, c.text)
			}
			if c.complete {
				h.order("announce " + c.announce)
			}
			if got := rest(t, h.stdout); got != c.host {
				t.Errorf("the host read %.80q, want %.80q", got, c.host)
			}
			end, _ := h.until(t, "exit")
			if end.StdoutBytes != int64(len(c.printed)) {
				t.Errorf("stdoutBytes %d, want %d", end.StdoutBytes, len(c.printed))
			}
		})
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
		t.Errorf("the host read %d octets of stdout, want %d", len(got), len("line\n")+len(sent))
	}
	if got := rest(t, h.stderr); got != "last words\n" {
		t.Errorf("the host read %q of stderr", got)
	}
	if end.Code == nil || *end.Code != 6 || end.Reason != nil || end.StderrBytes != 11 {
		t.Errorf("ended with %+v", end)
	}
	if want := recordedLimit + len("last words\n"); len(recorded) != want {
		t.Errorf("recorded %d octets, want %d", len(recorded), want)
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

func TestPluginEndings(t *testing.T) {
	const stubborn = "trap '' TERM; echo ready >&2; while :; do sleep 60; done"
	for _, c := range []struct {
		name, script string
		how          func(*hosted)
		status       int
	}{
		{"stop", "trap 'exit 5' TERM; echo ready >&2; while :; do sleep 60 & wait; done", func(h *hosted) { h.order("stop") }, 5},
		{"stop is ignored", stubborn, func(h *hosted) { h.order("stop") }, 137},
		{"SIGTERM", stubborn, func(h *hosted) { h.Process.Signal(syscall.SIGTERM) }, 137},
		{"orchestrator gone", stubborn, func(h *hosted) { h.socket.Close() }, 137},
		{"end of stdin", "echo ready >&2; cat; exit 8", func(h *hosted) { h.stdin.Close() }, 8},
		{"nonsense, then stop", stubborn, func(h *hosted) {
			h.socket.Write([]byte("nonsense\n\nstopp\n"))
			h.order("stop")
		}, 137},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := host(t, sh(c.script)...)
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
