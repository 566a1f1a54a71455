import type { FactTable } from "../fact-row.ts";

const missing = ["client-certificate-missing: peer", "client-certificate-withheld: peer"] as const;

/** A name that a proxy's settings want, of which its own clients know nothing. */
const notOfUpstream = [
  "upstream-certificate-rejected: between",
  "hostname-mismatch: server",
  "wrong-endpoint",
] as const;

/** A proxy's own form of what it says of a server behind it; the words that a gateway's program has for itself say less. */
const ofUpstream =
  /upstream SSL certificate verify error|'50\d [\w ]{5,24}' caused by|httputil\/proxy\.go:|http: proxy error: |\b50[234] \w[\w ]{3,20}"? error=|"message":"50[234] (?:Bad Gateway|Service Unavailable|Gateway Timeout)"|\bhttp\.log\.error\b|"logger":"http\.|originService=|\[remote |TLS_error/;

/** What a verifier says of its peer's certificate, and either side of its own. A server's peer is a client. */
export const certificateFacts = {
  "certificate-expired": [{ causes: ["certificate-expired: peer"], decides: true }],
  "certificate-not-yet-valid": [{ causes: ["certificate-not-yet-valid: peer"], decides: true }],
  "certificate-outside-validity": [
    { causes: ["certificate-expired: peer", "certificate-not-yet-valid: peer"] },
  ],
  "unknown-authority": [
    { acting: "server", causes: ["client-certificate-untrusted: peer"], decides: true },
    {
      acting: "client",
      by: "between",
      around: ofUpstream,
      causes: ["upstream-certificate-rejected: own", "unknown-ca: own", "incomplete-chain: peer"],
    },
    {
      acting: "client",
      with: { chain: "leaf-alone" },
      causes: ["unknown-ca: own", "incomplete-chain: peer", "tls-interception: between"],
    },
    {
      acting: "client",
      causes: ["unknown-ca: own", "tls-interception: between", "incomplete-chain: peer"],
    },
    {
      causes: [
        "unknown-ca",
        "tls-interception: between",
        "client-certificate-untrusted",
        "incomplete-chain",
      ],
    },
  ],
  "self-signed": [
    { acting: "server", causes: ["client-certificate-untrusted: peer"], decides: true },
    {
      acting: "client",
      by: "between",
      around: ofUpstream,
      causes: ["upstream-certificate-rejected: own", "unknown-ca: own", "wrong-endpoint"],
    },
    {
      acting: "client",
      causes: ["unknown-ca: own", "tls-interception: between", "wrong-endpoint"],
    },
    { causes: ["unknown-ca", "tls-interception: between", "client-certificate-untrusted"] },
  ],
  "hostname-mismatch": [
    // etcd compares the address that a peer came from: another's, behind a translation, or a name it cannot resolve.
    {
      quote: /match any of DNSNames/,
      causes: ["hostname-mismatch: peer", "name-not-resolved: own"],
    },
    { acting: "client", by: "between", causes: notOfUpstream, decides: true },
    // Of a server behind it, or of a client.
    { stack: ["envoy"], causes: [...notOfUpstream, "client-certificate-untrusted: client"] },
    // It looked for the common name once no other name fitted, or there was none.
    {
      quote: /common name from peer|peer certificate CN$/,
      causes: ["hostname-mismatch", "no-subject-alt-name: peer", "wrong-endpoint"],
    },
    // nginx's words are of its upstream alone, and Go's servers hold no client to a name.
    { stack: ["go", "nginx"], by: "between", causes: notOfUpstream, decides: true },
    // An identity of SPIFFE, by which a server also says who may call it.
    {
      acting: "server",
      quote: /unexpected (?:ID|trust domain)|SPIFFE ID/,
      causes: ["client-certificate-untrusted: peer", "access-denied: peer"],
    },
    {
      quote: /unexpected (?:ID|trust domain)|SPIFFE ID/,
      causes: ["hostname-mismatch", "wrong-endpoint", "client-certificate-untrusted"],
    },
    { causes: ["hostname-mismatch", "wrong-endpoint"], decides: true },
  ],
  "no-san": [
    // A SPIFFE ID, which no certificate has that a proxy or a public authority gave out.
    {
      quote: /URI SAN/,
      causes: ["wrong-endpoint", "tls-interception: between", "no-subject-alt-name: peer"],
    },
    { stack: ["go"], by: "between", causes: notOfUpstream, decides: true },
    // Of names it may have many.
    { with: { of: "address" }, causes: ["hostname-mismatch"], decides: true },
    { causes: ["no-subject-alt-name: peer"], decides: true },
  ],
  "key-too-weak": [
    // Its own certificate, while it is loaded.
    {
      around: /SSL_CTX_use_|\[emerg\]|\buse_certificate|load_cert_chain/,
      causes: ["key-too-weak: own"],
      decides: true,
    },
    { causes: ["key-too-weak: peer"], decides: true },
  ],
  "wrong-eku": [{ causes: ["wrong-extended-key-usage: peer"], decides: true }],
  "ca-used-as-end-entity": [{ causes: ["ca-used-as-end-entity: peer"], decides: true }],
  "not-a-ca": [{ causes: ["unknown-ca: peer", "ca-used-as-end-entity: peer"] }],
  "bad-certificate-signature": [
    { acting: "server", causes: ["client-certificate-untrusted: peer"], decides: true },
    { causes: ["unknown-ca: own", "tls-interception: between"] },
  ],
  "certificate-rejected": [
    // A certificate that was expected by its own digest.
    {
      quote: /pinned|fingerprint/,
      causes: ["tls-interception: between", "wrong-endpoint", "unknown-ca: own"],
    },
    {
      acting: "client",
      by: "between",
      causes: [
        "upstream-certificate-rejected: own",
        "unknown-ca: own",
        "certificate-expired: peer",
        "hostname-mismatch",
      ],
    },
    {
      acting: "client",
      causes: [
        "unknown-ca: own",
        "tls-interception: between",
        "certificate-expired: peer",
        "hostname-mismatch",
      ],
    },
    {
      acting: "server",
      causes: [
        "client-certificate-untrusted",
        "certificate-expired: peer",
        "wrong-extended-key-usage: peer",
      ],
    },
    {
      causes: [
        "unknown-ca",
        "tls-interception: between",
        "client-certificate-untrusted",
        "certificate-expired",
      ],
    },
  ],
  "no-peer-certificate": [
    { acting: "server", causes: missing },
    { depth: "end", causes: ["tls-client-to-plaintext-port", "wrong-endpoint"] },
  ],
  "certificate-malformed": [
    {
      around: /failed to parse (?:certificate from server|client certificate)/,
      causes: ["certificate-malformed: peer"],
      decides: true,
    },
    // X.509 before version 3 has no extensions, so no names.
    {
      quote: /UnsupportedCertVersion|LeafNotV3/,
      causes: ["no-subject-alt-name: peer", "certificate-malformed: peer"],
    },
    {
      causes: [
        "certificate-malformed: peer",
        "no-subject-alt-name: peer",
        "key-not-loadable: peer",
      ],
    },
  ],
  "certificate-rule-broken": [{ causes: ["chain-unverifiable: peer"], decides: true }],
  "certificate-revoked": [
    { acting: "server", causes: ["client-certificate-untrusted: peer"], decides: true },
    { causes: ["chain-unverifiable: peer"], decides: true },
  ],
  "revocation-unknown": [{ causes: ["revocation-unknown: own"], decides: true }],
  // Go's and Java's clients keep back a certificate that the server's list of authorities does not fit.
  "client-certificate-required": [
    { causes: ["client-certificate-missing: client", "client-certificate-withheld: client"] },
  ],
  "client-certificate-bad": [{ causes: ["client-certificate-untrusted: client"] }],
  "client-certificate-withheld": [
    { causes: ["client-certificate-missing: client", "client-certificate-withheld: client"] },
  ],
  "key-not-loadable": [
    // Whoever goes on without a missing file says so.
    {
      quote: /no such file/i,
      around:
        /\b(?:skipp(?:ed|ing)|ignor(?:ed|ing)|fall(?:s|ing)? ?back|using (?:the )?(?:system|default))\b/i,
      depth: "end",
      causes: [],
    },
    // The Workload API could not be asked, or had nothing to give.
    {
      quote: /could not get X509 SVID|create X509Source|watch the Workload API/,
      depth: "end",
      causes: ["key-not-loadable: own", "connection-refused", "access-denied"],
    },
    // gRPC's core says so of a sound file too, which OpenSSL's security level refuses.
    {
      stack: ["grpc-core"],
      quote: /^Invalid cert chain file|security handshaker|factory creation failed/i,
      causes: ["key-not-loadable: own", "key-too-weak: own"],
    },
    { causes: ["key-not-loadable: own"], decides: true },
  ],
  "no-trust-store": [{ causes: ["trust-store-missing: own"], decides: true }],
} as const satisfies Partial<FactTable>;
