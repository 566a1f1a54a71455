package e2e

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestServerRefusesToStart(t *testing.T) {
	own := newCredentials(t, "p256")["p256"]
	limited := func(mode, knob, value string) []string {
		made := listener("l", mode, own)
		if mode == "auto-mtls" {
			made = autoListener("p256", own.key)
		}
		made[knob] = value
		return append(config(t, true, made), "PLUGIN_CLIENT_CERT=none")
	}
	tests := []struct {
		name        string
		environment []string
		argv        []string
		code        int
		words       string
	}{
		{"no cookie", []string{"BASIC_PLUGIN="}, nil, 1, "its host starts it with BASIC_PLUGIN=hello"},
		{"no JSON", []string{"BASIC_PLUGIN=hello", "KV_SERVER_CONFIG={"}, nil, 1, "KV_SERVER_CONFIG: unexpected EOF"},
		{"no such certificate", limited("tls", "certificate", "/no/such/file"), nil, 1, "/no/such/file"},
		{"host's certificate", limited("auto-mtls", "id", "a"), nil, 1, "PLUGIN_CLIENT_CERT: no certificate in it"},
		{"key type", limited("auto-mtls", "keyType", "p224"), nil, 127, `keyType "p224" is unsupported`},
		{"another key", limited("auto-mtls", "keyType", "p384"), nil, 1, "the key is p256, keyType says p384"},
		{"TLS version", limited("mtls", "tlsVersion", "1.1"), nil, 127, `tlsVersion "1.1" is unsupported`},
		{"group", limited("tls", "group", "x448"), nil, 127, `group "x448" is unsupported`},
		{"network", limited("none", "network", "vsock"), nil, 127, `network "vsock" is unsupported`},
		{"stock key type", limited("auto-mtls", "id", "a"), []string{"-stock"}, 127, `keyType "p256" is unsupported`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			process := startServer(t, test.environment, test.argv...)
			if code := process.exitCode(t); code != test.code {
				t.Errorf("exit code %d, want %d", code, test.code)
			}
			words := process.stderr.String()
			if !strings.Contains(words, test.words) || strings.Count(words, "\n") != 1 {
				t.Errorf("said %q, want one line with %q", words, test.words)
			}
		})
	}
}

func TestServerEnds(t *testing.T) {
	key := newCredentials(t, "p256")["p256"].key
	ends := map[string]func(*serverProcess){
		"at the end of standard input": func(s *serverProcess) { _ = s.stdin.Close() },
		"at SIGTERM":                   func(s *serverProcess) { _ = s.command.Process.Signal(syscall.SIGTERM) },
	}
	kinds := map[string]object{
		"standalone": listener("n", "none", credential{}),
		"plugin":     autoListener("p256", key),
	}
	for kind, listener := range kinds {
		for how, end := range ends {
			t.Run(kind+" "+how, func(t *testing.T) {
				temporary := t.TempDir()
				process := startServer(t, append(config(t, true, listener), "TMPDIR="+temporary))
				if _, err := process.stdout.ReadString('\n'); err != nil {
					t.Fatal(err)
				}
				end(process)
				if code := process.exitCode(t); code != 0 {
					t.Errorf("exit code %d: %s", code, process.stderr.String())
				}
				if left, _ := os.ReadDir(temporary); len(left) > 0 {
					t.Errorf("left behind: %v", left)
				}
			})
		}
	}
}

// go-plugin's own socket is not there for a plugin that is killed to leave behind.
func TestKilledPluginLeavesNothing(t *testing.T) {
	key := newCredentials(t, "p256")["p256"].key
	temporary := t.TempDir()
	process := startServer(t, append(config(t, true, autoListener("p256", key)), "TMPDIR="+temporary))
	if _, err := process.stdout.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	_ = process.command.Process.Kill()
	_ = process.command.Wait()
	if left, _ := os.ReadDir(temporary); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// The plugin of a kept session ends before the worker does.
func TestWorkerEndsItsPlugins(t *testing.T) {
	pidFile := filepath.Join(t.TempDir(), "pid")
	asked := startWorker(t, nil)
	answer := asked.prove(object{
		"target": pluginTarget(t, nil, "/bin/sh", "-c", "echo $$ >"+pidFile+"; exec "+server),
		"tls":    object{"mode": "none"}, "keepOpen": true, "steps": putGet(),
	})
	if answer.Session == nil {
		t.Fatalf("no session: %+v", answer)
	}
	text, err := os.ReadFile(pidFile)
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, 0); err != nil {
		t.Fatalf("the plugin does not run: %v", err)
	}
	if err := asked.end(); err != nil {
		t.Errorf("the worker: %v", err)
	}
	if err := syscall.Kill(pid, 0); !errors.Is(err, syscall.ESRCH) {
		t.Errorf("the plugin outlived the worker: %v", err)
	}
}

// A peer that takes the connection and says nothing costs no more than the deadline.
func TestDeadline(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	address := silent.Addr().String()
	targets := map[string]object{
		"address": addressTarget("tcp", address),
		"plugin":  pluginTarget(t, nil, "/bin/sh", "-c", "echo '1|1|tcp|"+address+"|grpc|'; cat"),
	}
	asked := startWorker(t, nil)
	for name, target := range targets {
		t.Run(name, func(t *testing.T) {
			begun := time.Now()
			answer := asked.prove(object{
				"target": target, "tls": object{"mode": "none"}, "deadlineMs": 300, "steps": putGet(),
			})
			if took := time.Since(begun); took > 3*time.Second {
				t.Errorf("took %v", took)
			}
			if want := []string{"DEADLINE_EXCEEDED"}; !slices.Equal(answer.statuses(), want) {
				t.Errorf("got %v: %+v", answer.statuses(), answer.Start)
			}
		})
	}
}
