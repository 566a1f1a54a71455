package e2e

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"testing"
)

// object is JSON to be.
type object = map[string]any

// observed are the members of an answer to prove that the tests look at.
type observed struct {
	Kind   string
	Reason string
	Start  *struct {
		Line  *string
		Error *struct{ Message string }
	}
	Steps []struct {
		Name  string
		Calls []struct {
			Status, Message string
			Value           *struct {
				Size   int
				SHA256 string
			}
			Serving string
			Exited  *bool
			RPC     *rpcReport
		}
	}
	ServerCertificate, ClientCertificate []byte
	Peer, Session                        *string
}

// worker is a running client that is asked one thing at a time.
type worker struct {
	t       *testing.T
	command *exec.Cmd
	stdin   io.WriteCloser
	answers *bufio.Scanner
}

// startWorker starts a client with these variables over the test's own, and ends it after the test.
func startWorker(t *testing.T, environment []string, argv ...string) *worker {
	t.Helper()
	command := exec.Command(client, argv...)
	command.Env = append(os.Environ(), environment...)
	command.Stderr = os.Stderr
	stdin, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	answers := bufio.NewScanner(stdout)
	answers.Buffer(nil, 1<<20)
	started := &worker{t, command, stdin, answers}
	t.Cleanup(func() { _ = started.end() })
	return started
}

// end closes standard input and waits for the end of the process.
func (w *worker) end() error {
	_ = w.stdin.Close()
	return w.command.Wait()
}

// prove fails the test at anything but a result.
func (w *worker) prove(request object) observed {
	w.t.Helper()
	if request["deadlineMs"] == nil {
		request["deadlineMs"] = 10_000
	}
	line, err := json.Marshal(object{"jsonrpc": "2.0", "id": 1, "method": "prove", "params": request})
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := w.stdin.Write(append(line, '\n')); err != nil {
		w.t.Fatal(err)
	}
	if !w.answers.Scan() {
		w.t.Fatal("the client ended without an answer")
	}
	var answer struct {
		Result observed
		Error  *struct{ Message string }
	}
	if err := json.Unmarshal(w.answers.Bytes(), &answer); err != nil {
		w.t.Fatal(err)
	}
	if answer.Error != nil {
		w.t.Fatalf("prove: %s", answer.Error.Message)
	}
	return answer.Result
}

// statuses of all calls, in order.
func (o observed) statuses() []string {
	var all []string
	for _, step := range o.Steps {
		for _, call := range step.Calls {
			all = append(all, call.Status)
		}
	}
	return all
}

func step(name string, continueOn string, call object) object {
	call["call"], call["continueOn"] = name, []string{continueOn}
	return object{"name": name, "calls": []object{call}}
}

// putGet is the shortest proof: four bytes put and read back, and a key that is not there.
func putGet() []object {
	return []object{
		step("put", "OK", object{"key": "k", "value": object{"pattern": object{"size": 4, "first": 254}}}),
		step("get", "OK", object{"key": "k"}),
		step("get", "NOT_FOUND", object{"key": "absent"}),
	}
}

// sha256 of the bytes fe ff 00 01.
const patternDigest = "85e79f470a97a11b2ae7640b20f3229cdf00276458c3548cba3be67412206fbd"
