package describe

import (
	"crypto/fips140"
	"os"
	"os/exec"
	"runtime"
	"testing"
)

func TestTLSVersionNamesTheModule(t *testing.T) {
	if !fips140.Enabled() {
		if got := tlsVersion(); got != runtime.Version() {
			t.Errorf("without FIPS: got %q, want %q", got, runtime.Version())
		}
		// A process has the mode from its start.
		again := exec.Command(os.Args[0], "-test.run=^TestTLSVersionNamesTheModule$")
		again.Env = append(os.Environ(), "GODEBUG=fips140=on")
		if said, err := again.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		return
	}
	if got, want := tlsVersion(), runtime.Version()+" with FIPS 140-3 module "+fips140.Version(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
