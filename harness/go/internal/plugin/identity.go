package plugin

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"

	"handshakematrix/harness/go/internal/certificate"
	"handshakematrix/harness/go/internal/serverconfig"
	"handshakematrix/harness/go/internal/tlsconfig"
	"handshakematrix/harness/go/internal/unsupported"
)

// ownKey is the configuration with the certificate of this plugin's own key; nil if the host sent no
// certificate, which means: serve in the clear, as go-plugin does.
func ownKey(listener serverconfig.Listener, hostCertificate string) (*tls.Config, error) {
	key, err := privateKey(listener)
	if err != nil {
		return nil, err
	}
	if hostCertificate == "" {
		return nil, nil
	}
	own, err := certificate.SelfSigned(key)
	if err != nil {
		return nil, err
	}
	config, err := tlsconfig.Plugin(own, []byte(hostCertificate))
	if err != nil {
		return nil, err
	}
	if err := tlsconfig.Limit(config, listener.TLSVersion, listener.Group); err != nil {
		return nil, err
	}
	config.KeyLogWriter, err = tlsconfig.KeyLog()
	return config, err
}

func privateKey(listener serverconfig.Listener) (crypto.Signer, error) {
	if listener.KeyType == "" {
		return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	}
	keyType, err := certificate.ParseKeyType(listener.KeyType)
	if err != nil {
		return nil, err
	}
	return certificate.ReadKey(listener.Key, keyType)
}

// checkStock refuses what go-plugin's own AutoMTLS has no hook for.
func checkStock(listener serverconfig.Listener) error {
	const reason = "go-plugin's AutoMTLS has no setting for it"
	switch {
	case listener.KeyType != "" && listener.KeyType != string(certificate.P521):
		return &unsupported.Error{Knob: "keyType", Value: listener.KeyType, Reason: "go-plugin's AutoMTLS always makes a p521 key"}
	case listener.TLSVersion != "":
		return &unsupported.Error{Knob: "tlsVersion", Value: listener.TLSVersion, Reason: reason}
	case listener.Group != "":
		return &unsupported.Error{Knob: "group", Value: listener.Group, Reason: reason}
	}
	return nil
}
