package main

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// message is any that the launcher sends.
type message struct {
	Type              string
	Token             string
	PID               int
	ClientCertificate *string
	Environment       map[string]string
	Error             string
	Text              *string
	Base64            []byte
	Complete          bool
	Code              *int
	Signal            *string
	Left              []process
	CPUMs             float64
	StdoutBytes       int64
	StderrBytes       int64
	Reason            *string
}

// inbox reads messages; the connection is given a deadline by whoever opened it.
type inbox struct{ lines *bufio.Scanner }

func newInbox(from io.Reader) *inbox {
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, 1024*1024)
	return &inbox{lines}
}

// until returns the first message of a type, and the octets recorded on the way to it.
func (i *inbox) until(t *testing.T, kind string) (message, []byte) {
	t.Helper()
	var recorded []byte
	for i.lines.Scan() {
		var m message
		if err := json.Unmarshal(i.lines.Bytes(), &m); err != nil {
			t.Fatalf("message %.200q: %v", i.lines.Text(), err)
		}
		if m.Type == kind {
			return m, recorded
		}
		recorded = append(recorded, m.Base64...)
	}
	t.Fatalf("no message %q before the end: %v", kind, i.lines.Err())
	return message{}, nil
}

// launcher is one that a test started. It and all its descendants hold the write end of a pipe, so the
// end of the pipe is the end of them all.
type launcher struct {
	*exec.Cmd
	held *os.File
}

// run starts the launcher with these descriptors from 3 on, and, after the test, checks that no
// process is left of it.
func run(t *testing.T, prepare func(*exec.Cmd), args ...string) *launcher {
	t.Helper()
	held, hold, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	l := &launcher{exec.Command(os.Args[0], args...), held}
	l.Env = append(os.Environ(), "AS_LAUNCHER=1")
	prepare(l.Cmd)
	l.ExtraFiles = append(l.ExtraFiles, hold)
	if err := l.Start(); err != nil {
		t.Fatal(err)
	}
	for _, file := range l.ExtraFiles {
		file.Close()
	}
	t.Cleanup(func() {
		l.Process.Kill()
		l.Wait()
		if err := l.gone(); err != nil {
			t.Errorf("a process was left: %v", err)
		}
		held.Close()
	})
	return l
}

// gone waits for the end of the launcher and of all its descendants.
func (l *launcher) gone() error {
	if err := l.held.SetReadDeadline(time.Now().Add(limit)); err != nil {
		return err
	}
	_, err := io.Copy(io.Discard, l.held)
	return err
}

// status waits for the end of the launcher and returns its exit code.
func (l *launcher) status() int {
	_ = l.Wait()
	return l.ProcessState.ExitCode()
}

func TestMisuseIsNamed(t *testing.T) {
	missing := t.TempDir() + "/socket"
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "launcher: expected guard, plugin or janitor; see the head of main.go"},
		{[]string{"gaurd"}, "launcher: expected guard, plugin or janitor; see the head of main.go"},
		{[]string{"guard"}, "launcher guard: expected -- and the program to run"},
		{[]string{"guard", "--"}, "launcher guard: expected -- and the program to run"},
		{[]string{"guard", "--grace-ms"}, "launcher: --grace-ms has no value"},
		{[]string{"guard", "--grace-ms=-1", "--", "true"}, "launcher: --grace-ms -1 is no number of milliseconds"},
		{[]string{"guard", "--limit", "1"}, "launcher: unknown option --limit"},
		{[]string{"plugin", "--socket", missing}, "launcher plugin: expected --socket and --token"},
		{[]string{"plugin", "--socket", missing, "--token=t", "--"}, "launcher plugin: expected the program to run after --"},
		{[]string{"plugin", "--socket", missing, "--token=t"}, "launcher plugin: " + missing + ": no such file or directory"},
		{[]string{"janitor"}, "launcher janitor: expected one folder"},
	} {
		t.Run(strings.Join(c.args, " "), func(t *testing.T) {
			var said strings.Builder
			l := run(t, func(cmd *exec.Cmd) { cmd.Stderr = &said }, c.args...)
			if got := l.status(); got != 2 || said.String() != c.want+"\n" {
				t.Errorf("exit code %d, %q; want 2, %q", got, said.String(), c.want)
			}
		})
	}
}

func TestGuardWithoutControl(t *testing.T) {
	null, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	l := run(t, func(cmd *exec.Cmd) {
		cmd.Stderr = &said
		cmd.ExtraFiles = []*os.File{null}
	}, "guard", "--", "true")
	want := "launcher guard: descriptor 3 is no pipe or socket from an orchestrator\n"
	if got := l.status(); got != 2 || said.String() != want {
		t.Errorf("exit code %d, %q; want 2, %q", got, said.String(), want)
	}
}
