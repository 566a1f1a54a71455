package host

import (
	"context"
	"errors"
	"io"
	"os/exec"
	"strconv"
	"sync"

	"github.com/hashicorp/go-plugin/runner"
)

// process is a plugin's process as go-plugin's host runs it. Other than go-plugin's own runner it
// tells the first line on standard output, knows of the process's end as soon as it comes, and gives
// the plugin a standard input of its own, since the worker's carries its requests.
type process struct {
	announcedAddress

	command *exec.Cmd
	stdin   io.Closer
	stdout  *firstLine
	stderr  io.ReadCloser
	ended   chan struct{}

	mu     sync.Mutex // Start and Kill come from different goroutines.
	killed bool
}

var _ runner.Runner = (*process)(nil)

// newProcess prepares argv. The environment is still to be set.
func newProcess(argv []string, needsCertificate bool) (*process, error) {
	command := exec.Command(argv[0], argv[1:]...)
	// Held open for as long as the plugin may run: a plugin notices by its end that the host died.
	stdin, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	stderr, err := command.StderrPipe()
	if err != nil {
		return nil, err
	}
	first := &firstLine{ReadCloser: stdout}
	return &process{
		announcedAddress: announcedAddress{first.text, needsCertificate},
		command:          command, stdin: stdin, stdout: first, stderr: stderr,
		ended: make(chan struct{}),
	}, nil
}

func (p *process) Start(context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.killed {
		return errors.New("killed before it was started")
	}
	if err := p.command.Start(); err != nil {
		return err
	}
	go func() {
		// Not Cmd.Wait, which would close the pipes under go-plugin before it has read their ends.
		_, _ = p.command.Process.Wait()
		close(p.ended)
	}()
	return nil
}

func (p *process) Wait(context.Context) error {
	<-p.ended
	return nil
}

// Kill returns when the process has ended. It then closes the pipes too: what a dead plugin left
// running may hold their other ends, and go-plugin would read on for ever.
func (p *process) Kill(context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.killed = true
	if p.command.Process != nil {
		_ = p.command.Process.Kill()
		<-p.ended
	}
	_ = p.stdin.Close()
	_ = p.stdout.Close()
	_ = p.stderr.Close()
	return nil
}

func (p *process) Stdout() io.ReadCloser { return p.stdout }
func (p *process) Stderr() io.ReadCloser { return p.stderr }
func (p *process) Name() string          { return p.command.Path }

// ID must not be empty: go-plugin would free nothing.
func (p *process) ID() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.command.Process == nil {
		return "not started"
	}
	return strconv.Itoa(p.command.Process.Pid)
}

// Diagnose has nothing to add to go-plugin's own message.
func (p *process) Diagnose(context.Context) string { return "" }
