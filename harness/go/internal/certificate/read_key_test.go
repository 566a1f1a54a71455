package certificate

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"handshakematrix/harness/go/internal/unsupported"
)

func writeKey(t *testing.T, blockType string, key any) string {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "key.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: blockType, Bytes: der})
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestReadKey(t *testing.T) {
	p521, _ := ecdsa.GenerateKey(elliptic.P521(), rand.Reader)
	rsa2048, _ := rsa.GenerateKey(rand.Reader, 2048)
	_, edwards, _ := ed25519.GenerateKey(rand.Reader)
	tests := []struct {
		name    string
		block   string
		key     any
		keyType KeyType
		problem string
	}{
		{"P-521", "PRIVATE KEY", p521, P521, ""},
		{"RSA", "PRIVATE KEY", rsa2048, RSA2048, ""},
		{"Ed25519", "PRIVATE KEY", edwards, Ed25519, ""},
		{"another curve", "PRIVATE KEY", p521, P256, "the key is p521, keyType says p256"},
		{"another size", "PRIVATE KEY", rsa2048, RSA4096, "the key is rsa2048, keyType says rsa4096"},
		{"another encoding", "EC PRIVATE KEY", p521, P521, "no PEM block PRIVATE KEY"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			key, err := ReadKey(writeKey(t, test.block, test.key), test.keyType)
			if test.problem == "" {
				if err != nil || keyTypeOf(key.Public()) != test.keyType {
					t.Fatalf("got %T, %v", key, err)
				}
				return
			}
			if err == nil || !strings.HasSuffix(err.Error(), test.problem) {
				t.Fatalf("got %v, want %s", err, test.problem)
			}
		})
	}
}

func TestParseKeyTypeUnknown(t *testing.T) {
	_, err := ParseKeyType("p224")
	var cannot *unsupported.Error
	if !errors.As(err, &cannot) || cannot.Value != "p224" {
		t.Errorf("got %v, want p224 unsupported", err)
	}
}
