package main

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"testing"
	"time"
)

// limit is for what ends by itself; nothing here takes a tenth of it.
const limit = 10 * time.Second

// programs are those that a test binary stands for when it is called by their names.
var programs = map[string]func(){}

// TestMain lets the test binary stand for a program, and for the launcher, with the times that the test sets for
// it.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && programs[os.Args[1]] != nil {
		programs[os.Args[1]]()
	}
	if os.Getenv("AS_LAUNCHER") == "" {
		os.Exit(m.Run())
	}
	for name, duration := range map[string]*time.Duration{
		"LAST_WORDS": &lastWords, "PARTING": &parting, "CLEANING_TIME": &cleaningTime, "KILLING_TIME": &killingTime,
		"LAST_REPORT": &lastReport,
	} {
		if set, err := time.ParseDuration(os.Getenv(name)); err == nil {
			*duration = set
		}
	}
	main()
}

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
	Remaining         []process
	CPUMs             float64
	StdoutBytes       int64
	StderrBytes       int64
	Reason            *string
}

// inbox is the orchestrator's end of a connection. Like the orchestrator it reads without being asked,
// and ends the connection when the launcher has ended its half.
type inbox struct {
	messages <-chan message
	// failed is what ended the reading, once messages is closed; nil for the end of the stream.
	failed error
}

// mostMessages lie unread in an inbox; more only make the launcher wait for its last report to be read.
const mostMessages = 4096

// newInbox reads a connection that has been given a deadline.
func newInbox(from io.ReadCloser) *inbox {
	messages := make(chan message, mostMessages)
	i := &inbox{messages: messages}
	go func() {
		defer close(messages)
		defer from.Close()
		lines := bufio.NewScanner(from)
		lines.Buffer(nil, 1024*1024)
		for lines.Scan() {
			var m message
			if i.failed = json.Unmarshal(lines.Bytes(), &m); i.failed != nil {
				return
			}
			messages <- m
		}
		i.failed = lines.Err()
	}()
	return i
}

// until returns the first message of a type, and the bytes recorded on the way to it.
func (i *inbox) until(t *testing.T, kind string) (message, []byte) {
	t.Helper()
	var recorded []byte
	for m := range i.messages {
		if m.Type == kind {
			return m, recorded
		}
		recorded = append(recorded, m.Base64...)
	}
	t.Fatalf("no message %q before the end: %v", kind, i.failed)
	return message{}, nil
}

// launcher is one that a test started. It and all its descendants hold the write end of a pipe, so the
// end of the pipe is the end of them all.
type launcher struct {
	*exec.Cmd
	held *os.File
}

// run starts the launcher with these descriptors from 3 on, and, after the test, checks that no
// process is left of it. It waits for last words as long as it takes, so that a slow machine does not
// lose any.
func run(t *testing.T, prepare func(*exec.Cmd), args ...string) *launcher {
	t.Helper()
	held, hold, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	l := &launcher{exec.Command(os.Args[0], args...), held}
	l.Env = append(os.Environ(), "AS_LAUNCHER=1", "LAST_WORDS="+limit.String())
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
