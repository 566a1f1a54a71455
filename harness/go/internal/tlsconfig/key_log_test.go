package tlsconfig

import (
	"os"
	"path/filepath"
	"testing"
)

func TestKeyLogAbsent(t *testing.T) {
	// A *os.File that is nil, inside an interface that is not, would break every handshake.
	if log, err := openKeyLog(""); log != nil || err != nil {
		t.Errorf("got %#v, %v; want a nil interface", log, err)
	}
}

func TestKeyLogAppends(t *testing.T) {
	file := filepath.Join(t.TempDir(), "keys.txt")
	for _, text := range []string{"first\n", "second\n"} {
		log, err := openKeyLog(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := log.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if got, _ := os.ReadFile(file); string(got) != "first\nsecond\n" {
		t.Errorf("got %q", got)
	}
}
