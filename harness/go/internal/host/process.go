package host

import (
	"context"
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
	runner.AddrTranslator

	command *exec.Cmd
	stdin   io.Closer
	stdout  *firstLine
	stderr  io.ReadCloser

	ended   chan struct{}
	waitErr error
	release func()
}

var _ runner.Runner = (*process)(nil)

// newProcess prepares argv with exactly this environment.
func newProcess(argv, environment []string) (*process, error) {
	command := exec.Command(argv[0], argv[1:]...)
	command.Env = environment
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
	p := &process{
		AddrTranslator: sameAddresses{},
		command:        command, stdin: stdin,
		stdout: &firstLine{ReadCloser: stdout}, stderr: stderr,
		ended: make(chan struct{}),
	}
	p.release = sync.OnceFunc(func() {
		_ = p.stdin.Close()
		_ = p.stdout.Close()
		_ = p.stderr.Close()
	})
	return p, nil
}

func (p *process) Start(context.Context) error {
	if err := p.command.Start(); err != nil {
		p.waitErr = err
		close(p.ended)
		return err
	}
	go func() {
		// Not Cmd.Wait, which would close the pipes under go-plugin, before it has read their ends.
		_, p.waitErr = p.command.Process.Wait()
		close(p.ended)
	}()
	return nil
}

func (p *process) Wait(context.Context) error {
	<-p.ended
	return p.waitErr
}

// Kill returns when the process has ended. It then closes the pipes too: what a dead plugin left
// running may hold their other ends, and go-plugin would read on for ever.
func (p *process) Kill(context.Context) error {
	if p.command.Process == nil {
		return nil
	}
	_ = p.command.Process.Kill()
	<-p.ended
	p.release()
	return nil
}

func (p *process) Stdout() io.ReadCloser { return p.stdout }
func (p *process) Stderr() io.ReadCloser { return p.stderr }
func (p *process) Name() string          { return p.command.Path }

// ID is go-plugin's name for the process in its logs.
func (p *process) ID() string {
	if p.command.Process == nil {
		return "not started"
	}
	return strconv.Itoa(p.command.Process.Pid)
}

// Diagnose has nothing to add to go-plugin's own message.
func (p *process) Diagnose(context.Context) string { return "" }

// sameAddresses says that host and plugin see the same network and files.
type sameAddresses struct{}

func (sameAddresses) PluginToHost(network, address string) (string, string, error) {
	return network, address, nil
}

func (sameAddresses) HostToPlugin(network, address string) (string, string, error) {
	return network, address, nil
}
