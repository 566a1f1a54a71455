package e2e

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// logged are the lines of a key log for TLS 1.3's client traffic secrets, sorted.
func logged(t *testing.T, file string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "CLIENT_TRAFFIC_SECRET_0 ") {
			lines = append(lines, line)
		}
	}
	slices.Sort(lines)
	return lines
}

// Both ends write the same secrets (RFC 9850).
func TestKeyLogsAgree(t *testing.T) {
	key := newCredentials(t, "p256")["p256"].key
	folder := t.TempDir()
	ofClient, ofServer := filepath.Join(folder, "client"), filepath.Join(folder, "server")
	target := pluginTarget(t, autoListener("p256", key), server)
	target["environment"].(object)["SSLKEYLOGFILE"] = ofServer
	startWorker(t, []string{"SSLKEYLOGFILE=" + ofClient}).prove(object{
		"target": target, "tls": autoTLS("p256", key), "steps": append(putGet(), step("shutdown", "OK", object{})),
	})
	lines := logged(t, ofClient)
	if len(lines) == 0 || !slices.Equal(lines, logged(t, ofServer)) {
		t.Errorf("client %d secrets, server %d; want the same", len(lines), len(logged(t, ofServer)))
	}
}

// go-plugin's own AutoMTLS has a hook for it on the host's side only.
func TestKeyLogOfStockHost(t *testing.T) {
	file := filepath.Join(t.TempDir(), "keys")
	startWorker(t, []string{"SSLKEYLOGFILE=" + file}, "-stock").prove(object{
		"target": pluginTarget(t, autoListener("p521", "unused"), server, "-stock"),
		"tls":    autoTLS("p521", "unused"), "steps": putGet(),
	})
	if lines := logged(t, file); len(lines) == 0 {
		t.Error("no secrets")
	}
}
