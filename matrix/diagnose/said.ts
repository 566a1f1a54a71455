import type { CauseCode } from "../domain/cause.ts";

type Row = Readonly<{ code: CauseCode; pattern: RegExp; source: string }>;

/**
 * Texts with which a stack names a cause by itself, whoever prints them. What wraps them ("connection
 * error: desc =", "failed to connect to all addresses", "No connection established") says nothing.
 */
const rows: readonly Row[] = [
  {
    code: "certificate-expired",
    pattern:
      /certificate has expired(?! or is not yet)|certificate has expired or is not yet valid: current time \S+ is after|(?<!alert )certificate expired/i,
    source: "crypto/x509 verify.go; OpenSSL x509_txt.c, BoringSSL x509_txt.cc; rustls error.rs",
  },
  {
    code: "certificate-not-yet-valid",
    pattern:
      /certificate is not yet valid|not yet valid: current time \S+ is before|certificate not valid yet/i,
    source: "crypto/x509 verify.go; OpenSSL x509_txt.c, BoringSSL x509_txt.cc; rustls error.rs",
  },
  {
    code: "unknown-ca",
    pattern:
      /signed by unknown authority|unable to get (local )?issuer certificate|unable to verify the first certificate|self-signed certificate|self signed certificate|UnknownIssuer|unable to find valid certification path|does not chain with any of the trust anchors/i,
    source:
      "crypto/x509 verify.go; OpenSSL x509_txt.c, BoringSSL x509_txt.cc; rustls error.rs; JSSE",
  },
  {
    code: "hostname-mismatch",
    pattern:
      /certificate is (?:not )?valid for (?!any)|is not valid for any names|Hostname Verification Check failed|ERR_TLS_CERT_ALTNAME_INVALID|does not match certificate's altnames|certificate not valid for name|No subject alternative DNS name matching|cannot validate certificate for/i,
    source: "crypto/x509 verify.go; gRPC core; Node tls.checkServerIdentity; rustls error.rs; JSSE",
  },
  {
    code: "no-subject-alt-name",
    pattern:
      /relies on legacy Common Name field|doesn't contain any IP SANs|not valid for any names \(according to its subjectAltName/i,
    source: "crypto/x509 verify.go; rustls error.rs",
  },
  {
    code: "wrong-extended-key-usage",
    pattern:
      /incompatible key usage|(?:unsupported|unsuitable) certificate purpose|does not allow extended key usage|Extended key usage does not permit/i,
    source:
      "crypto/x509 verify.go; OpenSSL x509_txt.c, BoringSSL x509_txt.cc; rustls error.rs; JSSE",
  },
  { code: "ca-used-as-end-entity", pattern: /CaUsedAsEndEntity/, source: "webpki error.rs" },
  {
    code: "key-too-weak",
    pattern:
      /ee key too small|EE certificate key too weak|ca key too small|CA certificate key too weak/i,
    source: "OpenSSL ssl_err.c and x509_txt.c, security level 2",
  },
  {
    code: "key-not-loadable",
    pattern:
      /failed to parse private key|failed to find any PEM data|private key does not match public key|key values mismatch|Failed to create security handshaker|does not contain valid private key|no start line/i,
    source: "crypto/tls tls.go; OpenSSL x509_txt.c; gRPC core; grpc-java; tonic",
  },
  {
    code: "alpn-not-negotiated",
    pattern: /missing selected ALPN property|HTTP\/2 was not negotiated|Failed ALPN negotiation/i,
    source: "grpc-go credentials/tls.go; gRPC core security_connector; tonic; grpc-java",
  },
  {
    code: "cookie-mismatch",
    pattern: /This binary is a plugin|misconfigured.*magic cookie|magic cookie (?:key|value)/i,
    source: "hashicorp/go-plugin server.go",
  },
  {
    code: "message-too-large",
    pattern: /larger than max|message length too large|exceeds (?:the )?maximum/i,
    source: "grpc-go rpc_util.go; gRPC core; grpc-js",
  },
];

export type Said = Readonly<{ code: CauseCode; text: string }>;

const around = 160;

/** The causes that texts name by themselves, each with the text around it. */
export const saidIn = (texts: readonly string[]): readonly Said[] =>
  rows.flatMap(({ code, pattern }) => {
    for (const text of texts) {
      const at = text.search(pattern);
      if (at < 0) continue;
      const from = Math.max(0, at - around);
      const quote = text
        .slice(from, at + around)
        .replace(/\s+/g, " ")
        .trim();
      return [{ code, text: `${from > 0 ? "…" : ""}${quote}` }];
    }
    return [];
  });
