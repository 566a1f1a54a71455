package certificate

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"fmt"

	"handshakematrix/harness/go/internal/unsupported"
)

// KeyType is the contract's name of a key algorithm and size.
type KeyType string

// The key types of the contract that crypto/x509 has: all but mldsa65.
const (
	P256    KeyType = "p256"
	P384    KeyType = "p384"
	P521    KeyType = "p521"
	RSA2048 KeyType = "rsa2048"
	RSA3072 KeyType = "rsa3072"
	RSA4096 KeyType = "rsa4096"
	Ed25519 KeyType = "ed25519"
)

// ParseKeyType returns an *unsupported.Error for any other name.
func ParseKeyType(name string) (KeyType, error) {
	switch keyType := KeyType(name); keyType {
	case P256, P384, P521, RSA2048, RSA3072, RSA4096, Ed25519:
		return keyType, nil
	}
	return "", &unsupported.Error{Knob: "keyType", Value: name, Reason: "crypto/x509 makes no certificate for it"}
}

// keyTypeOf names a public key's type, also one that the contract does not have, as rsa1024.
func keyTypeOf(public crypto.PublicKey) KeyType {
	switch key := public.(type) {
	case *ecdsa.PublicKey:
		return KeyType(fmt.Sprintf("p%d", key.Curve.Params().BitSize))
	case *rsa.PublicKey:
		return KeyType(fmt.Sprintf("rsa%d", key.N.BitLen()))
	case ed25519.PublicKey:
		return Ed25519
	}
	return KeyType(fmt.Sprintf("%T", public))
}
