import type { FactTable } from "../fact-row.ts";

const garbled = [
  // What rustls insists on, and the other side left out of its hello.
  {
    stack: ["rustls"],
    quote: /ExtendedMa(?:ster|in)Secret/,
    causes: ["no-common-version", "tls-interception: between"],
  },
  {
    stack: ["rustls"],
    quote: /EcPoint/,
    causes: ["no-common-group", "no-common-version", "no-common-cipher-suite"],
  },
  {
    quote: /TLSEXT|EXTENSION/i,
    causes: ["alpn-mismatch", "no-common-version", "reset-by-intermediary: between"],
  },
  // Who sent it knows TLS, and follows no rule of its own.
  {
    quote: /bad.key.share|reason\(108\)/i,
    causes: ["no-common-group", "reset-by-intermediary: between"],
  },
  { depth: "end", causes: ["tls-client-to-plaintext-port", "reset-by-intermediary: between"] },
] as const;

/** What was negotiated, or could not be. */
export const handshakeFacts = {
  "no-common-version": [
    // They say of a record's version what others say of the handshake's: an answer in plaintext comes to it, too.
    {
      stack: ["apple", "gnutls", "wolfssl"],
      causes: ["tls-client-to-plaintext-port", "no-common-version"],
    },
    // Or of cipher suites: it does not say which.
    { stack: ["chromium"], causes: ["no-common-version", "no-common-cipher-suite"] },
    { causes: ["no-common-version"], decides: true },
  ],
  "no-common-scheme": [
    // A signature of another kind than the suite wants: a peer's key, or a peer's mistake.
    {
      quote: /SignedKxWithWrongAlgorithm/,
      causes: ["signature-scheme-not-offered", "no-common-cipher-suite"],
    },
    { causes: ["signature-scheme-not-offered"], decides: true },
  ],
  "curve-refused": [
    { quote: /tls_process_ske_ecdhe/, causes: ["no-common-group"], decides: true },
    {
      quote: /tls12_check_peer_sigalg|BAD_ECC_CERT/i,
      causes: ["certificate-curve-refused"],
      decides: true,
    },
    { causes: ["certificate-curve-refused", "no-common-group"] },
  ],
  "no-common-suite": [
    {
      stack: ["schannel"],
      quote: /36874|cipher suites|Verschl|suites? de chiffrement|conjuntos? de cifrado/,
      causes: ["no-common-cipher-suite"],
      decides: true,
    },
    // Schannel's "common algorithm" is that of any list.
    {
      stack: ["schannel"],
      causes: ["no-common-cipher-suite", "no-common-version", "signature-scheme-not-offered"],
    },
    // A server without a fitting certificate says the same.
    {
      stack: ["openssl", "boringssl", "gnutls", "wolfssl", "mbedtls", "nss"],
      causes: [
        "no-common-cipher-suite",
        "signature-scheme-not-offered",
        "key-not-loadable: server",
      ],
    },
    { causes: ["no-common-cipher-suite"], decides: true },
  ],
  "no-fitting-key": [
    {
      acting: "client",
      causes: ["client-certificate-missing: own", "client-certificate-withheld: own"],
    },
    // Asked for each kind by itself, and none found.
    {
      quote: /selected for (?!server)|key material for/,
      causes: ["key-not-loadable: server", "signature-scheme-not-offered"],
    },
    { causes: ["signature-scheme-not-offered", "key-not-loadable: server"] },
  ],
  "no-certificate-chosen": [{ causes: ["authority-rejected", "signature-scheme-not-offered"] }],
  "renegotiation-unsafe": [{ causes: ["renegotiation-unsafe: server"], decides: true }],
  "no-common-group": [{ causes: ["no-common-group"], decides: true }],
  // A handshake that one side could not follow.
  "bad-handshake-signature": garbled,
  "bad-record": garbled,
  "handshake-garbled": garbled,
  // Interception and a wrong endpoint look like a server without ALPN.
  "no-alpn-selected": [
    { acting: "server", causes: ["alpn-not-negotiated: client"], decides: true },
    { causes: ["alpn-not-negotiated: peer", "tls-interception: between", "wrong-endpoint"] },
  ],
  "alpn-none-in-common": [{ causes: ["alpn-mismatch"], decides: true }],
  "alpn-selected": [],
  "no-alpn-support": [{ causes: ["alpn-unsupported: own"], decides: true }],
} as const satisfies Partial<FactTable>;
