package tlsconfig

import (
	"crypto/fips140"
	"crypto/tls"
	"os"
	"os/exec"
	"slices"
	"testing"
)

func TestLimit(t *testing.T) {
	tests := []struct {
		version, group string
		min, max       uint16
		curves         []tls.CurveID
		problem        string
	}{
		{"", "", tls.VersionTLS10, 0, nil, ""},
		{"1.2", "", tls.VersionTLS12, tls.VersionTLS12, nil, ""},
		{"1.3", "X25519MLKEM768", tls.VersionTLS13, tls.VersionTLS13, []tls.CurveID{tls.X25519MLKEM768}, ""},
		{"", "SecP384r1MLKEM1024", tls.VersionTLS10, 0, []tls.CurveID{tls.SecP384r1MLKEM1024}, ""},
		{"", "secp521r1", tls.VersionTLS10, 0, []tls.CurveID{tls.CurveP521}, ""},
		{"1.1", "", 0, 0, nil, `tlsVersion "1.1" is unsupported: crypto/tls is asked for 1.2 or 1.3`},
		{"", "x448", 0, 0, nil, `group "x448" is unsupported: crypto/tls has no such group`},
		{"1.2", "SecP256r1MLKEM768", 0, 0, nil, `group "SecP256r1MLKEM768" is unsupported: TLS 1.2 has no hybrid key exchange`},
		{"1.2", "X25519MLKEM768", 0, 0, nil, `group "X25519MLKEM768" is unsupported: TLS 1.2 has no hybrid key exchange`},
	}
	for _, test := range tests {
		t.Run(test.version+" "+test.group, func(t *testing.T) {
			config := &tls.Config{MinVersion: tls.VersionTLS10}
			err := Limit(config, test.version, test.group)
			if test.problem != "" {
				if err == nil || err.Error() != test.problem {
					t.Fatalf("got %v, want %s", err, test.problem)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if config.MinVersion != test.min || config.MaxVersion != test.max || !slices.Equal(config.CurvePreferences, test.curves) {
				t.Errorf("got %x to %x, %v", config.MinVersion, config.MaxVersion, config.CurvePreferences)
			}
		})
	}
}

func TestLimitUnderFIPS(t *testing.T) {
	if !fips140.Enabled() {
		// A process has the mode from its start.
		again := exec.Command(os.Args[0], "-test.run=^TestLimitUnderFIPS$")
		again.Env = append(os.Environ(), "GODEBUG=fips140=on")
		if said, err := again.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		return
	}
	for group := range groups {
		problem := ""
		if err := Limit(&tls.Config{}, "", group); err != nil {
			problem = err.Error()
		}
		wanted := ""
		if group == "x25519" {
			wanted = `group "x25519" is unsupported: FIPS 140-3 does not approve of it`
		}
		if problem != wanted {
			t.Errorf("%s: got %q, want %q", group, problem, wanted)
		}
	}
}
