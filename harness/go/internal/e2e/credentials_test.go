package e2e

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"
)

const serverName = "kv.test"

var keyTypes = []string{"p256", "p384", "p521", "rsa2048", "rsa3072", "rsa4096", "ed25519"}

// credential is a leaf, usable at both ends, and its key; all are PEM files.
type credential struct{ ca, certificate, key string }

func newKey(t *testing.T, keyType string) crypto.Signer {
	t.Helper()
	curves := map[string]elliptic.Curve{"p256": elliptic.P256(), "p384": elliptic.P384(), "p521": elliptic.P521()}
	sizes := map[string]int{"rsa2048": 2048, "rsa3072": 3072, "rsa4096": 4096}
	var key crypto.Signer
	var err error
	switch {
	case curves[keyType] != nil:
		key, err = ecdsa.GenerateKey(curves[keyType], rand.Reader)
	case sizes[keyType] != 0:
		key, err = rsa.GenerateKey(rand.Reader, sizes[keyType])
	default:
		_, key, err = ed25519.GenerateKey(rand.Reader)
	}
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// newCredentials makes one credential for each key type, under an authority of their own.
func newCredentials(t *testing.T, keyTypes ...string) map[string]credential {
	t.Helper()
	folder := t.TempDir()
	authorityKey := newKey(t, "p256")
	authority := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test authority"},
		NotBefore: time.Now().Add(-time.Minute), NotAfter: time.Now().Add(time.Hour),
		BasicConstraintsValid: true, IsCA: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der := sign(t, authority, authority, authorityKey.Public(), authorityKey)
	ca := writePEM(t, filepath.Join(folder, "ca.crt"), "CERTIFICATE", der)
	made := map[string]credential{}
	for _, keyType := range keyTypes {
		key := newKey(t, keyType)
		leaf := &x509.Certificate{
			SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: keyType}, DNSNames: []string{serverName},
			NotBefore: authority.NotBefore, NotAfter: authority.NotAfter,
			ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
		}
		pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
		if err != nil {
			t.Fatal(err)
		}
		made[keyType] = credential{
			ca: ca,
			certificate: writePEM(t, filepath.Join(folder, keyType+".crt"), "CERTIFICATE",
				sign(t, leaf, authority, key.Public(), authorityKey)),
			key: writePEM(t, filepath.Join(folder, keyType+".key"), "PRIVATE KEY", pkcs8),
		}
	}
	return made
}

func sign(t *testing.T, template, parent *x509.Certificate, public crypto.PublicKey, key crypto.Signer) []byte {
	t.Helper()
	der, err := x509.CreateCertificate(rand.Reader, template, parent, public, key)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

func writePEM(t *testing.T, file, blockType string, der []byte) string {
	t.Helper()
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: blockType, Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// der reads a certificate back.
func der(t *testing.T, file string) []byte {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(text)
	return block.Bytes
}
