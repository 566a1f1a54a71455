package tlsconfig

import (
	"encoding/hex"
	"encoding/pem"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"handshakematrix/harness/go/internal/unsupported"
)

func TestServerKeyOfOtherAlgorithm(t *testing.T) {
	// PKCS #8 of id-ml-dsa-65 with a seed of zeros (RFC 9881 section 6).
	mldsa, err := hex.DecodeString("3034020100300b060960864801650304031204228020" + strings.Repeat("00", 32))
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		content     []byte
		unsupported bool
	}{
		"ML-DSA":    {pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: mldsa}), true},
		"cut off":   {pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: mldsa[:20]}), false},
		"no PEM":    {[]byte("no key"), false},
		"other PEM": {pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: mldsa}), false},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "key.pem")
			if err := os.WriteFile(file, test.content, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := Server(file, file, "")
			if got := errors.As(err, new(*unsupported.Error)); got != test.unsupported {
				t.Errorf("got %v", err)
			}
		})
	}
}
