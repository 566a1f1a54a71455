package certificate

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"slices"
	"testing"
)

func TestSelfSigned(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	own, err := SelfSigned(key)
	if err != nil {
		t.Fatal(err)
	}
	leaf := own.Leaf
	if leaf.IsCA || !leaf.BasicConstraintsValid {
		t.Errorf("basic constraints: CA %v, present %v; want CA:FALSE", leaf.IsCA, leaf.BasicConstraintsValid)
	}
	if leaf.Subject.String() != "CN=localhost" || leaf.Issuer.String() != "CN=localhost" {
		t.Errorf("subject %s, issuer %s; want CN=localhost for both", leaf.Subject, leaf.Issuer)
	}
	if !slices.Equal(leaf.DNSNames, []string{"localhost"}) || len(leaf.IPAddresses) > 0 {
		t.Errorf("names %v %v, want localhost alone", leaf.DNSNames, leaf.IPAddresses)
	}
	if !key.PublicKey.Equal(leaf.PublicKey) {
		t.Error("the certificate is not for the key")
	}
	block, rest := pem.Decode(PEM(own))
	if block == nil || len(rest) > 0 || !slices.Equal(block.Bytes, own.Certificate[0]) {
		t.Error("PEM is not that of the leaf alone")
	}
}

func TestSelfSignedServesBothEnds(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	own, err := SelfSigned(key)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(own.Leaf)
	for _, use := range []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth} {
		options := x509.VerifyOptions{Roots: roots, DNSName: "localhost", KeyUsages: []x509.ExtKeyUsage{use}}
		if _, err := own.Leaf.Verify(options); err != nil {
			t.Errorf("extended key usage %d: %v", use, err)
		}
	}
}
