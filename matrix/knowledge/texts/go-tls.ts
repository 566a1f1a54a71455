import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom, textIn } from "./row.ts";

/** Versions as Go prints them: `[304 303]`, hexadecimal without a prefix. */
const offered = (match: RegExpMatchArray): Fact => ({
  fact: "no-common-version",
  offered: textIn(match),
});

export const goTlsRows: readonly Row[] = [
  ...rowsFrom({ stack: "go", seen: "go 1.26.8 crypto/tls/conn.go, handshake_*.go, auth.go" }, [
    [
      "tls: first record does not look like a TLS handshake",
      { fact: "first-record-not-tls", got: "unsaid" },
    ],
    [
      /tls: received record with version [\da-f]{1,4} when expecting version [\da-f]{1,4}/,
      { fact: "bad-record" },
      "tls: received record with version 1111 when expecting version 303",
    ],
    [
      /tls: oversized record received with length \d{1,7}/,
      { fact: "first-record-not-tls", got: "unsaid" },
      "tls: oversized record received with length 20527",
    ],
    [
      /tls: unsupported SSLv2 handshake received/,
      { fact: "first-record-not-tls", got: "unsaid" },
      "tls: unsupported SSLv2 handshake received",
    ],
    [
      /tls: client offered only unsupported versions: (\[[\da-f ]{0,60}\])/,
      offered,
      "tls: client offered only unsupported versions: [304]",
      "server",
    ],
    [
      /tls: server selected unsupported protocol version ([\da-f]{1,4})/,
      offered,
      "tls: server selected unsupported protocol version 301",
      "client",
    ],
    [
      "tls: no supported versions satisfy MinVersion and MaxVersion",
      { fact: "no-common-version", offered: null },
    ],
    [
      "tls: peer doesn't support any of the certificate's signature algorithms",
      { fact: "no-common-scheme" },
    ],
    [
      "tls: peer doesn't support the certificate custom signature algorithms",
      { fact: "no-common-scheme" },
    ],
    [
      /tls: (?:client )?certificate used with invalid signature algorithm/,
      { fact: "no-common-scheme" },
      "tls: certificate used with invalid signature algorithm",
    ],
    [
      "tls: certificate RSA key size too small for supported signature algorithms",
      { fact: "no-common-scheme" },
    ],
    [
      /tls: unsupported certificate(?: key| curve)? ?\(/,
      { fact: "key-not-loadable", what: "key" },
      "tls: unsupported certificate curve (P-224)",
    ],
    [
      /tls: no cipher suite supported by both client and server(?:; client offered: \[[\da-f ]{0,600})?/,
      { fact: "no-common-suite" },
      "tls: no cipher suite supported by both client and server; client offered: [c02f]",
      "server",
    ],
    ["tls: server chose an unconfigured cipher suite", { fact: "no-common-suite" }, "client"],
    [
      "tls: no key exchanges supported by both client and server",
      { fact: "no-common-group" },
      "server",
    ],
    [
      "tls: no ECDHE curve supported by both client and server",
      { fact: "no-common-group" },
      "server",
    ],
    [
      /tls: (?:server selected un(?:supported|offered) (?:group|curve)|no supported elliptic curves (?:offered|for ECDHE))/,
      { fact: "no-common-group" },
      "tls: server selected unsupported group",
    ],
    [
      /tls: client requested unsupported application protocols \(\[?[^\n)\]]{0,200}/,
      { fact: "alpn-none-in-common" },
      'tls: client requested unsupported application protocols (["http/1.1"])',
      "server",
    ],
    [
      /tls: client did not request an application protocol/,
      { fact: "no-alpn-selected" },
      "tls: client did not request an application protocol",
      "server",
    ],
    ["tls: server selected unadvertised ALPN protocol", { fact: "alpn-none-in-common" }, "client"],
    ["tls: client didn't provide a certificate", { fact: "client-certificate-required" }, "server"],
    [
      // Up to Go 1.19; later versions say "failed to verify certificate" on both sides.
      /tls: failed to verify client(?:'s)? certificate:?/,
      { fact: "client-certificate-bad" },
      "tls: failed to verify client certificate: x509: certificate signed by unknown authority",
      "server",
    ],
    [
      /tls: failed to verify certificate:?/,
      { fact: "wrapper", of: "handshake", status: null },
      "tls: failed to verify certificate: x509: certificate signed by unknown authority",
    ],
    [
      /tls: invalid signature by the (?:server|client) certificate:?/,
      { fact: "bad-handshake-signature" },
      "tls: invalid signature by the server certificate: ECDSA verification failure",
    ],
    [
      /tls: failed to parse (?:certificate from server|client certificate)(?:: [^\n"\\]{1,120})?/,
      { fact: "certificate-malformed" },
      "tls: failed to parse certificate from server: x509: malformed certificate",
    ],
    ["tls: received empty certificates message", { fact: "no-peer-certificate" }],
    [
      /tls: (?:server|client) sent certificate containing RSA key larger than \d{1,6} bits/,
      { fact: "certificate-rule-broken" },
      "tls: server sent certificate containing RSA key larger than 8192 bits",
    ],
    [
      /tls: (?:server|client)'s? certificate contains an unsupported (?:type of )?public key/,
      { fact: "certificate-rule-broken" },
      "tls: server's certificate contains an unsupported type of public key: *dsa.PublicKey",
    ],
    [
      /tls: client certificate contains an unsupported public key of type \S{3,40}/,
      { fact: "certificate-rule-broken" },
      "tls: client certificate contains an unsupported public key of type *dsa.PublicKey",
      "server",
    ],
    ["tls: no FIPS compatible certificate chains found", { fact: "certificate-rule-broken" }],
    ["tls: missing signature_algorithms from TLS 1.2 peer", { fact: "no-common-scheme" }],
    [
      /tls: (?:server certificate contains incorrect key type for selected ciphersuite|certificate cannot be used with the selected cipher suite)/,
      { fact: "no-common-scheme" },
      "tls: certificate cannot be used with the selected cipher suite",
    ],
    [
      /tls: (?:client using inappropriate protocol fallback|client offered TLS version older than TLS 1\.3|Encrypted Client Hello cannot be used pre-TLS 1\.3|client used the legacy version field to negotiate TLS 1\.3|server selected TLS 1\.3 using the legacy version field)/,
      { fact: "no-common-version", offered: null },
      "tls: client using inappropriate protocol fallback",
    ],
    [
      /tls: (?:server did not send a key share|invalid (?:server|client) key share(?: length for hybrid key exchange)?|CurvePreferences includes unsupported curve|server sent an unnecessary HelloRetryRequest (?:message|key_share)|received malformed key_share extension)/,
      { fact: "no-common-group" },
      "tls: server did not send a key share",
    ],
    ["tls: server did not select an ALPN protocol", { fact: "no-alpn-selected" }, "client"],
    [
      "tls: server advertised unrequested ALPN extension",
      { fact: "alpn-none-in-common" },
      "client",
    ],
    [
      /tls: (?:(?:client|server)'s Finished message (?:was|is) incorrect|invalid (?:client|server) finished hash|client does not support uncompressed connections|FIPS 140-3 requires the use of Extended Master Secret|server selected an invalid version after a HelloRetryRequest|server sent two HelloRetryRequest messages|server sent (?:an incorrect legacy version|non-zero legacy TLS compression method))/,
      { fact: "handshake-garbled" },
      "tls: server's Finished message was incorrect",
    ],
    [
      /tls: downgrade attempt detected(?:, possibly due to a MitM attack or a broken middlebox)?/,
      { fact: "handshake-garbled" },
      "tls: downgrade attempt detected, possibly due to a MitM attack or a broken middlebox",
    ],
    [
      /tls: (?:received )?unexpected (?:handshake )?message(?: of type \S{1,60})?/,
      { fact: "handshake-garbled" },
      "tls: received unexpected handshake message of type *tls.serverHelloMsg when waiting for *tls.certificateMsg",
    ],
    [
      /tls: handshake message of length \d{1,9} bytes exceeds maximum/,
      { fact: "handshake-garbled" },
      "tls: handshake message of length 131071 bytes exceeds maximum of 65536 bytes",
    ],
    [
      "tls: either ServerName or InsecureSkipVerify must be specified in the tls.Config",
      { fact: "target-unusable", why: "no server name to verify" },
      "client",
    ],
    [
      "tls: neither Certificates, GetCertificate, nor GetConfigForClient set in Config",
      { fact: "key-not-loadable", what: "certificate" },
      "server",
    ],
    [
      "tls: no certificates configured",
      { fact: "key-not-loadable", what: "certificate" },
      "server",
    ],
    ["tls: DialWithDialer timed out", { fact: "timeout", of: "handshake" }, "client"],
    ["TLS handshake timeout", { fact: "timeout", of: "handshake" }],
  ]),
  ...rowsFrom({ stack: "go", seen: "go 1.26.8 crypto/tls/tls.go" }, [
    ["tls: failed to parse private key", { fact: "key-not-loadable", what: "key" }],
    [
      /tls: failed to find any PEM data in (?:certificate|key) input/,
      { fact: "key-not-loadable", what: "unsaid" },
      "tls: failed to find any PEM data in certificate input",
    ],
    [
      /tls: failed to find (?:certificate|PEM block|"CERTIFICATE")(?: PEM data in certificate input, but did find a private key; PEM inputs may have been switched)?/,
      { fact: "key-not-loadable", what: "unsaid" },
      'tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input',
    ],
    ["tls: private key does not match public key", { fact: "key-not-loadable", what: "pair" }],
    [
      "tls: private key type does not match public key type",
      { fact: "key-not-loadable", what: "pair" },
    ],
    [
      "tls: found unknown private key type in PKCS#8 wrapping",
      { fact: "key-not-loadable", what: "key" },
    ],
    [
      "tls: found a certificate rather than a key in the PEM for the private key",
      { fact: "key-not-loadable", what: "key" },
    ],
    [
      /tls: unsupported certificate: private key is \S{1,60}, expected \S{1,60}|tls: (?:client )?certificate private key (?:of type \S{1,60} |\(\S{1,60}\) )?does not implement crypto\.(?:Signer|Decrypter)/,
      { fact: "key-not-loadable", what: "pair" },
      "tls: unsupported certificate: private key is *rsa.PrivateKey, expected *ecdsa.PublicKey",
    ],
    ["tls: unknown public key algorithm", { fact: "key-not-loadable", what: "key" }],
  ]),
];
