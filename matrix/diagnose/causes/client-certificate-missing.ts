import { type Rule, tlsOf, wire } from "../rule.ts";

/** The server asked for a certificate and the client, which has none configured, sent none. */
export const clientCertificateMissing: Rule = {
  code: "client-certificate-missing",
  clause: "RFC 8446 section 4.4.2.4",
  diagnose: ({ outcome, evidence }) => {
    const tls = tlsOf(evidence);
    const configured = evidence.clientCertificateInEnvironment ?? evidence.configured.client;
    if (outcome.phase !== "tls" || !tls?.certificateRequest || configured) return undefined;
    if (tls.clientCertificate === null || tls.clientCertificate.chain.length > 0) return undefined;
    return {
      side: "client",
      decided: true,
      sentence: "The server requires a client certificate and the client has none configured.",
      evidence: [
        wire("the server sent a CertificateRequest"),
        wire("the client's Certificate message holds no certificate"),
      ],
      remedy: "configure a client certificate that the server's authority issued",
    };
  },
};
