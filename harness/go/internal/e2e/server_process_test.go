package e2e

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"testing"
	"time"
)

// endLimit is the contract's for a server that is asked to end, and room for a busy machine.
const endLimit = 5 * time.Second

// serverProcess is a running server; its standard input is open.
type serverProcess struct {
	command *exec.Cmd
	stdin   io.WriteCloser
	stdout  *bufio.Reader
	stderr  bytes.Buffer
}

func startServer(t *testing.T, environment []string, argv ...string) *serverProcess {
	t.Helper()
	process := &serverProcess{command: exec.Command(server, argv...)}
	process.command.Env = append(os.Environ(), environment...)
	process.command.Stderr = &process.stderr
	stdin, err := process.command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := process.command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	process.stdin, process.stdout = stdin, bufio.NewReader(stdout)
	if err := process.command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = process.command.Process.Kill() })
	return process
}

// exitCode waits for the end.
func (s *serverProcess) exitCode(t *testing.T) int {
	t.Helper()
	stuck := time.AfterFunc(endLimit, func() { _ = s.command.Process.Kill() })
	err := s.command.Wait()
	if !stuck.Stop() {
		t.Fatalf("the server did not end within %v", endLimit)
	}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return s.command.ProcessState.ExitCode()
}

func config(t *testing.T, endOnStdinEOF bool, listeners ...object) []string {
	t.Helper()
	text, err := json.Marshal(object{"endOnStdinEof": endOnStdinEOF, "listeners": listeners})
	if err != nil {
		t.Fatal(err)
	}
	return []string{"BASIC_PLUGIN=hello", "KV_SERVER_CONFIG=" + string(text)}
}

// standalone starts a server with these listeners and returns their addresses by id.
func standalone(t *testing.T, listeners ...object) (*serverProcess, map[string]string) {
	t.Helper()
	process := startServer(t, config(t, true, listeners...))
	line, err := process.stdout.ReadBytes('\n')
	if err != nil {
		t.Fatalf("no announcement: %v; %s", err, process.stderr.String())
	}
	var announced struct {
		Listeners []struct{ ID, Network, Address string }
	}
	if err := json.Unmarshal(line, &announced); err != nil {
		t.Fatal(err)
	}
	addresses := map[string]string{}
	for _, each := range announced.Listeners {
		addresses[each.ID] = each.Address
	}
	t.Cleanup(func() {
		_ = process.stdin.Close()
		_ = process.command.Wait()
	})
	return process, addresses
}
