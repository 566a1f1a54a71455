package e2e

import (
	"bytes"
	"encoding/base64"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func pluginTarget(t *testing.T, listener object, argv ...string) object {
	t.Helper()
	environment := object{}
	if listener != nil {
		name, text, _ := strings.Cut(config(t, false, listener)[1], "=")
		environment[name] = text
	}
	return object{"kind": "plugin", "argv": argv, "environment": environment, "startTimeoutMs": 5000}
}

func autoListener(keyType, key string) object {
	return object{
		"id": "auto", "mode": "auto-mtls", "network": "tcp", "address": "127.0.0.1:0", "keyType": keyType, "key": key,
	}
}

func autoTLS(keyType, key string) object {
	return object{"mode": "auto-mtls", "keyType": keyType, "key": key}
}

// wholeProof is putGet, health, broker and shutdown.
func wholeProof() []object {
	return append(putGet(),
		step("health", "OK", object{"service": "plugin"}),
		step("broker", "OK", object{"nonce": "/v8AAQ=="}),
		step("shutdown", "OK", object{}))
}

func checkWholeProof(t *testing.T, answer observed) {
	t.Helper()
	want := []string{"OK", "OK", "NOT_FOUND", "OK", "OK", "OK"}
	if !slices.Equal(answer.statuses(), want) {
		t.Fatalf("got %v, want %v: %+v", answer.statuses(), want, answer)
	}
	if serving := answer.Steps[3].Calls[0].Serving; serving != "SERVING" {
		t.Errorf("health %s", serving)
	}
	if value := answer.Steps[4].Calls[0].Value; value.SHA256 != patternDigest {
		t.Errorf("the broker brought back %+v", value)
	}
	if exited := answer.Steps[5].Calls[0].Exited; !*exited {
		t.Error("the plugin did not end")
	}
	field := strings.Split(*answer.Start.Line, "|")[5]
	announced, err := base64.RawStdEncoding.DecodeString(field)
	if err != nil || len(announced) == 0 || !bytes.Equal(announced, answer.ServerCertificate) {
		t.Errorf("field 6 is not the server's certificate: %v", err)
	}
	if answer.ClientCertificate == nil {
		t.Error("the plugin authenticated nobody")
	}
}

func TestPluginWithOwnKey(t *testing.T) {
	credentials := newCredentials(t, keyTypes...)
	temporary := t.TempDir()
	asked := startWorker(t, []string{"TMPDIR=" + temporary})
	for _, keyType := range keyTypes {
		t.Run(keyType, func(t *testing.T) {
			key := credentials[keyType].key
			target := pluginTarget(t, autoListener(keyType, key), server)
			checkWholeProof(t, asked.prove(object{
				"target": target, "tls": autoTLS(keyType, key), "steps": wholeProof(),
			}))
		})
	}
	if left, _ := os.ReadDir(temporary); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestPluginOnUnixSocketWithLimits(t *testing.T) {
	key := newCredentials(t, "p256")["p256"].key
	socket := filepath.Join(t.TempDir(), "kv.sock")
	listener := autoListener("p256", key)
	listener["network"], listener["address"], listener["tlsVersion"], listener["group"] = "unix", socket, "1.2", "secp256r1"
	answer := startWorker(t, nil).prove(object{
		"target": pluginTarget(t, listener, server), "tls": autoTLS("p256", key), "steps": wholeProof(),
	})
	checkWholeProof(t, answer)
	if prefix := "1|1|unix|" + socket + "|grpc|"; !strings.HasPrefix(*answer.Start.Line, prefix) {
		t.Errorf("line %s", *answer.Start.Line)
	}
}

func TestStockPlugin(t *testing.T) {
	asked := startWorker(t, nil, "-stock")
	target := pluginTarget(t, autoListener("p521", "/no/such/file"), server, "-stock")
	checkWholeProof(t, asked.prove(object{
		"target": target, "tls": autoTLS("p521", "/no/such/file"), "steps": wholeProof(),
	}))
	answer := asked.prove(object{"target": target, "tls": autoTLS("p256", "/no/such/file")})
	want := `keyType "p256" is unsupported: go-plugin's AutoMTLS always makes a p521 key`
	if answer.Kind != "unsupported" || answer.Reason != want {
		t.Errorf("got %+v", answer)
	}
}

func TestSession(t *testing.T) {
	key := newCredentials(t, "p256")["p256"].key
	asked := startWorker(t, nil)
	first := asked.prove(object{
		"target": pluginTarget(t, autoListener("p256", key), server), "tls": autoTLS("p256", key),
		"keepOpen": true, "steps": putGet(),
	})
	if first.Session == nil {
		t.Fatalf("no session: %+v", first)
	}
	session := object{"kind": "session", "id": *first.Session}
	second := asked.prove(object{"target": session, "steps": []object{
		step("get", "OK", object{"key": "k"}), step("shutdown", "OK", object{}),
	}})
	if want := []string{"OK", "OK"}; !slices.Equal(second.statuses(), want) || second.Session != nil {
		t.Errorf("got %v, session %v", second.statuses(), second.Session)
	}
	if !bytes.Equal(first.ServerCertificate, second.ServerCertificate) {
		t.Error("the session is another connection")
	}
}

func TestHostRefusesPlugin(t *testing.T) {
	key := newCredentials(t, "p256")["p256"].key
	certificate := base64.RawStdEncoding.EncodeToString(der(t, newCredentials(t, "p256")["p256"].certificate))
	tests := []struct {
		name   string
		tls    object
		script string
		want   string
	}{
		{
			"no certificate in the line", autoTLS("p256", key), "echo '1|1|tcp|127.0.0.1:1|grpc|'; cat",
			"the handshake line has no certificate in field 6: the plugin would be used in the clear",
		},
		{
			"certificate that nobody asked for", object{"mode": "none"},
			"echo '1|1|tcp|127.0.0.1:1|grpc|" + certificate + "'; cat",
			"go-plugin panicked: runtime error: invalid memory address or nil pointer dereference",
		},
		{"noise", object{"mode": "none"}, "echo hello; cat", "Unrecognized remote plugin message: hello"},
		{"another protocol version", object{"mode": "none"}, "echo '1|9|tcp|127.0.0.1:1|grpc|'; cat",
			"incompatible API version with plugin. Plugin version: 9, Client versions: [1]"},
	}
	asked := startWorker(t, nil)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			answer := asked.prove(object{
				"target": pluginTarget(t, nil, "/bin/sh", "-c", test.script), "tls": test.tls,
				"keepOpen": true, "steps": putGet(),
			})
			if answer.Start.Error == nil || answer.Start.Error.Message != test.want {
				t.Errorf("got %+v, want %s", answer.Start.Error, test.want)
			}
			if answer.Start.Line != nil || answer.Session != nil || len(answer.Steps) > 0 {
				t.Errorf("line %v, session %v, steps %v", answer.Start.Line, answer.Session, answer.Steps)
			}
		})
	}
}

// A plugin that is not to be asked for its end is killed at once: without go-plugin's two seconds.
func TestFailedProofEndsAtOnce(t *testing.T) {
	asked := startWorker(t, nil)
	begun := time.Now()
	answer := asked.prove(object{
		"target": pluginTarget(t, nil, "/bin/sh", "-c", "echo '1|1|tcp|127.0.0.1:1|grpc|'; cat; sleep 60"),
		"tls":    object{"mode": "none"}, "steps": putGet(),
	})
	if want := []string{"UNAVAILABLE"}; !slices.Equal(answer.statuses(), want) {
		t.Errorf("got %v", answer.statuses())
	}
	if took := time.Since(begun); took > 1500*time.Millisecond {
		t.Errorf("took %v", took)
	}
}
