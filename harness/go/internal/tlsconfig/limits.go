package tlsconfig

import (
	"crypto/fips140"
	"crypto/tls"
	"slices"

	"handshakematrix/harness/go/internal/unsupported"
)

// groups by their names of RFC 8446 section 4.2.7 and draft-ietf-tls-ecdhe-mlkem.
var groups = map[string]tls.CurveID{
	"x25519":             tls.X25519,
	"secp256r1":          tls.CurveP256,
	"secp384r1":          tls.CurveP384,
	"secp521r1":          tls.CurveP521,
	"X25519MLKEM768":     tls.X25519MLKEM768,
	"SecP256r1MLKEM768":  tls.SecP256r1MLKEM768,
	"SecP384r1MLKEM1024": tls.SecP384r1MLKEM1024,
}

var hybrids = []tls.CurveID{tls.X25519MLKEM768, tls.SecP256r1MLKEM768, tls.SecP384r1MLKEM1024}

var versions = map[string]uint16{
	"1.2": tls.VersionTLS12,
	"1.3": tls.VersionTLS13,
}

// Limit lets a configuration negotiate one TLS version and one named group only; an empty name leaves
// crypto/tls its default. It returns an *unsupported.Error for a name or a pair that crypto/tls cannot do.
func Limit(config *tls.Config, version, group string) error {
	if version != "" {
		number, known := versions[version]
		if !known {
			return &unsupported.Error{Knob: "tlsVersion", Value: version, Reason: "crypto/tls is asked for 1.2 or 1.3"}
		}
		config.MinVersion, config.MaxVersion = number, number
	}
	if group != "" {
		id, known := groups[group]
		if !known {
			return &unsupported.Error{Knob: "group", Value: group, Reason: "crypto/tls has no such group"}
		}
		if slices.Contains(hybrids, id) && config.MaxVersion == tls.VersionTLS12 {
			return &unsupported.Error{Knob: "group", Value: group, Reason: "TLS 1.2 has no hybrid key exchange"}
		}
		if id == tls.X25519 && fips140.Enabled() {
			return &unsupported.Error{Knob: "group", Value: group, Reason: "FIPS 140-3 does not approve of it"}
		}
		config.CurvePreferences = []tls.CurveID{id}
	}
	return nil
}
