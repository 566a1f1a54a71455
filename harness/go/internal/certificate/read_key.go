package certificate

import (
	"crypto"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
)

// ReadKey reads a PEM file with one PKCS #8 key (RFC 5958) and refuses a key of another type than named.
func ReadKey(file string, keyType KeyType) (crypto.Signer, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(text)
	if block == nil || block.Type != "PRIVATE KEY" {
		return nil, fmt.Errorf("%s: no PEM block PRIVATE KEY", file)
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, fmt.Errorf("%s: a %T cannot sign", file, key)
	}
	if found := keyTypeOf(signer.Public()); found != keyType {
		return nil, fmt.Errorf("%s: the key is %s, keyType says %s", file, found, keyType)
	}
	return signer, nil
}
