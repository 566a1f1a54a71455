package main

import (
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
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

// host starts a plugin launcher; without argv, one that is given no order to start, and so a decoy.
func host(t *testing.T, argv ...string) *hosted {
	t.Helper()
	return hostWith(t, limit, nil, argv...)
}

// hostWith is host with a grace and with more of an environment.
func hostWith(t *testing.T, grace time.Duration, environment []string, argv ...string) *hosted {
	t.Helper()
	h := hostThatReadsLater(t, grace, environment, argv...)
	h.inbox = newInbox(h.socket)
	return h
}

// hostThatReadsLater is hostWith without an inbox: the socket is the test's.
func hostThatReadsLater(t *testing.T, grace time.Duration, environment []string, argv ...string) *hosted {
	t.Helper()
	path := filepath.Join(t.TempDir(), "registry")
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	h := &hosted{}
	args := []string{"plugin", "--socket", path, "--token", "t0", graceOption(grace), "--"}
	if argv != nil {
		args = append(args, argv...)
	} else {
		args = append(args, "false")
	}
	var theirs [2]*os.File
	h.stdout, theirs[0] = pipe(t)
	h.stderr, theirs[1] = pipe(t)
	h.launcher = run(t, func(cmd *exec.Cmd) {
		h.stdin, _ = cmd.StdinPipe()
		cmd.Stdout, cmd.Stderr = theirs[0], theirs[1]
		cmd.Env = append(cmd.Env, "PLUGIN_CLIENT_CERT=a PEM\nof two lines", "PLUGIN_MIN_PORT=1=2", "PLUGINS=3")
		cmd.Env = append(cmd.Env, environment...)
	}, args...)
	theirs[0].Close()
	theirs[1].Close()
	listener.SetDeadline(time.Now().Add(limit))
	if h.socket, err = listener.AcceptUnix(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.socket.Close() })
	h.socket.SetReadDeadline(time.Now().Add(limit))
	if argv != nil {
		h.order("start")
	}
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
