import type { CellEvidence } from "../../domain/evidence.ts";
import { decisiveConnection, type Finding, type Rule, tlsOf, wire } from "../rule.ts";

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

/** The server asked for a certificate and the client, which has none configured, sent none. */
export const clientCertificateMissing: Rule = {
  code: "client-certificate-missing",
  clause: "RFC 8446 section 4.4.2.4",
  diagnose: ({ mode, outcome, evidence }) => {
    const tls = tlsOf(evidence);
    const configured = evidence.clientCertificateInEnvironment ?? evidence.configured.client;
    if (outcome.phase !== "tls" || configured || !tls?.serverHello) return undefined;
    if (!tls.clientCertificate && tls.visibility.kind !== "all" && mode === "mtls") {
      return unseen(evidence);
    }
    if (
      !tls.certificateRequest ||
      tls.clientCertificate === null ||
      tls.clientCertificate.chain.length > 0
    )
      return undefined;
    return {
      side: mode === "tls" ? "server" : "client",
      decided: true,
      sentence,
      matched: [
        wire("the server sent a CertificateRequest"),
        wire("the client's Certificate message holds no certificate"),
      ],
      remedy,
    };
  },
};
