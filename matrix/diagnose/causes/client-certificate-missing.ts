import type { CellEvidence } from "../../domain/evidence.ts";
import type { About } from "../about.ts";
import { certificatePage } from "../certificate-page.ts";
import { decisiveConnection, type Finding, type Rule, tlsOf, wire } from "../rule.ts";

const about: About = {
  summary: "The server requires a client certificate and the client has none configured.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl s_client -connect <address> </dev/null` shows `Acceptable client certificate CA names`; in TLS 1.3 the refusal comes after the client's handshake, so finish it and read; nginx finishes it and answers each request with status 400. With `-cert client.pem -key client.key` it passes. If one is configured it is `client-certificate-withheld`. What the client prints is the end of a connection: `error reading server preface: EOF`, `write: broken pipe` (Go), `Unwrap failed (TSI_DATA_CORRUPTED)`, `Socket closed` (Python), `Failed to connect` (Node).",
  fix: {
    go: "credentials.NewTLS(&tls.Config{Certificates: []tls.Certificate{pair}, RootCAs: pool}) with pair from tls.LoadX509KeyPair",
    python:
      "grpc.ssl_channel_credentials(root_certificates=ca, private_key=key, certificate_chain=cert)",
    node: "grpc.credentials.createSsl(ca, key, cert)",
    java: "TlsChannelCredentials.newBuilder().keyManager(cert, key).trustManager(ca).build()",
    rust: "ClientTlsConfig::new().identity(Identity::from_pem(cert, key)).ca_certificate(ca)",
    dotnet:
      "SocketsHttpHandler { SslOptions = { ClientCertificates = new X509CertificateCollection { certificateWithKey } } }",
    nginx: "towards the upstream: grpc_ssl_certificate and grpc_ssl_certificate_key",
    envoy: "towards the upstream: UpstreamTlsContext common_tls_context.tls_certificates",
    haproxy: "towards the server: `server … ssl crt client.pem`",
  },
};

const sentence = "The server requires a client certificate and the client has none configured.";
const remedy = "configure a client certificate that the server's authority issued";

/** Without secrets: what both sides were configured with, and which of them left. */
const unseen = (evidence: CellEvidence): Finding | undefined => {
  const connection = decisiveConnection(evidence);
  if (evidence.configured.serverTrusts.length === 0 || connection?.firstClose?.by !== "server") {
    return undefined;
  }
  return {
    side: "client",
    decided: true,
    sentence,
    matched: [
      {
        by: "orchestrator",
        text: "the server is to verify clients; the client has no certificate",
      },
      wire("the server closed first, after the client's second flight"),
    ],
    remedy,
  };
};

/** The handshake passed without a certificate, and the server refuses each request for that. */
const byPage = (evidence: CellEvidence): Finding | undefined => {
  const page = certificatePage(evidence);
  if (!page || tlsOf(evidence)?.clientCertificate?.chain.length !== 0) return undefined;
  const { block, said } = page;
  return {
    side: "client",
    decided: said !== undefined,
    sentence: said
      ? sentence
      : "The server asked for a client certificate, got none, and refuses the call: perhaps for that.",
    matched: [
      wire("the server sent a CertificateRequest"),
      wire("the client's Certificate message holds no certificate"),
      wire(
        `HEADERS of stream ${block.stream}: :status ${block.status}${block.server ? `, server ${block.server}` : ""}`,
      ),
      ...(said ? [said] : []),
    ],
    remedy,
    nextCheck: "probe with a client certificate (--cert, --key): if that passes, it is the cause",
  };
};

/** The server asked for a certificate and the client, which has none configured, sent none. */
export const clientCertificateMissing: Rule = {
  code: "client-certificate-missing",
  clause: "RFC 8446 section 4.4.2.4",
  about,
  diagnose: ({ mode, outcome, evidence }) => {
    const tls = tlsOf(evidence);
    const configured = evidence.clientCertificateInEnvironment ?? evidence.configured.client;
    if (configured || !tls?.serverHello) return undefined;
    if (outcome.phase === "rpc") return byPage(evidence);
    if (outcome.phase !== "tls") return undefined;
    if (!tls.clientCertificate && tls.visibility.kind !== "all" && mode === "mtls") {
      return unseen(evidence);
    }
    if (
      !tls.certificateRequest ||
      tls.clientCertificate === null ||
      tls.clientCertificate.chain.length > 0
    )
      return undefined;
    // A server that goes on waiting has refused nobody: it may do without the certificate that it asked for.
    const refused =
      outcome.kind !== "timed-out" ||
      tls.alerts.some(({ from, name }) => from === "server" && name !== "close_notify") ||
      decisiveConnection(evidence)?.firstClose?.by === "server";
    return {
      side: mode === "tls" ? "server" : "client",
      decided: refused,
      sentence: refused
        ? sentence
        : "The server asked for a client certificate, got none, and did not go on: perhaps for that.",
      nextCheck: "probe with a client certificate (--cert, --key): if that passes, it is the cause",
      matched: [
        wire("the server sent a CertificateRequest"),
        wire("the client's Certificate message holds no certificate"),
      ],
      remedy,
    };
  },
};
