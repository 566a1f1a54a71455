import type { CellEvidence } from "../../domain/evidence.ts";
import type { TlsFacts } from "../../domain/wire-facts.ts";
import { certificatePage } from "../certificate-page.ts";
import { type Finding, quoted, type Rule, seenIn, sentAlert, tlsOf, wire } from "../rule.ts";

const sentence = "The server requires a client certificate and the client has none configured.";
const remedy = "configure a client certificate that the server's authority issued";

/** Without secrets: what both sides were configured with, and which of them left. */
const unseen = (evidence: CellEvidence): Finding | undefined => {
  const { connection } = seenIn(evidence);
  if (evidence.configured.serverTrusts.length === 0 || connection?.firstClose?.by !== "server") {
    return undefined;
  }
  return {
    side: "client",
    decided: true,
    sentence,
    matched: [
      quoted("orchestrator", "the server is to verify clients; the client has no certificate"),
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

/** The server says that it wanted a certificate, and was seen to ask for none. */
const requiredOfNobody = (tls: TlsFacts): Finding | undefined => {
  const alert = tls.alerts.find(
    ({ from, name, fatal }) => from === "server" && name === "certificate_required" && fatal,
  );
  const presented = (tls.clientCertificate?.chain.length ?? 0) > 0;
  if (!alert || presented || tls.certificateRequest || tls.visibility.kind !== "all")
    return undefined;
  return {
    side: "client",
    decided: false,
    doubt: "it was not seen to ask for one",
    sentence:
      "The server says that it requires a client certificate, and the client presented none.",
    matched: [sentAlert(alert)],
    remedy,
    nextCheck: "probe with a client certificate (--cert, --key): if that passes, it is the cause",
  };
};

/**
 * Whether the server let the client in without a certificate: before TLS 1.3 its Finished comes after the client's
 * Certificate (RFC 5246 section 7.3), in TLS 1.3 what it sends behind the handshake does.
 */
const wentOn = (evidence: CellEvidence): boolean => {
  const seen = seenIn(evidence).connection?.wire;
  if (!seen?.tls) return false;
  const { finished, serverHello } = seen.tls;
  if (!finished.client || !finished.server) return false;
  const spoke = seen.messages.some(
    ({ from, name }) => from === "server" && ofApplications.has(name),
  );
  return serverHello?.version !== "1.3" || spoke;
};

/** What is no message of TLS's own (wire-message.ts); SETTINGS some servers send before they have the certificate. */
const ofApplications: ReadonlySet<string> = new Set(["bytes", "HTTP/1", "HEADERS", "DATA"]);

/** The server asked for a certificate and the client, which has none configured, sent none. */
export const clientCertificateMissing: Rule = {
  code: "client-certificate-missing",
  diagnose: ({ mode, outcome, evidence }) => {
    const { tls } = seenIn(evidence);
    const configured = evidence.clientCertificateInEnvironment ?? evidence.configured.client;
    if (configured || !tls) return undefined;
    const required = requiredOfNobody(tls);
    if (required) return required;
    if (!tls.serverHello) return undefined;
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
    if (wentOn(evidence)) return undefined;
    // A server that goes on waiting has refused nobody: it may do without the certificate that it asked for.
    const refused =
      outcome.kind !== "timed-out" ||
      tls.alerts.some(({ from, name }) => from === "server" && name !== "close_notify") ||
      seenIn(evidence).connection?.firstClose?.by === "server";
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
