import type { CellEvidence } from "../../domain/evidence.ts";
import type { CertificateFacts } from "../../domain/wire-facts.ts";
import { firstLine, isHandshakeLine } from "../handshake-line.ts";
import { type Finding, quoted, type Rule, tlsOf, wire } from "../rule.ts";

/** The line carries no certificate, so a host has nothing to verify the plugin by. */
export const certificateNotExchanged: Rule = {
  code: "certificate-not-exchanged",
  diagnose: ({ mode, outcome, evidence }) => {
    const line = evidence.handshakeLine;
    if (mode !== "auto-mtls" || outcome.kind !== "failed" || line === null) return undefined;
    if (!isHandshakeLine.test(line)) return undefined;
    if (evidence.serverCertificateInLine) return anotherCertificate(evidence);
    const asked = evidence.clientCertificateInEnvironment !== null;
    return {
      side: asked ? "server" : "client",
      decided: true,
      sentence: line.trim().split("|")[5]
        ? "Field 6 of the server's handshake line is no certificate."
        : "The server's handshake line carries no certificate although the host sent its own.",
      matched: [
        firstLine(line),
        quoted(
          "launcher",
          asked ? "the host had set PLUGIN_CLIENT_CERT" : "the host had not set PLUGIN_CLIENT_CERT",
        ),
      ],
      remedy: "make a certificate and put it into field 6 when PLUGIN_CLIENT_CERT is set",
    };
  },
};

/** What the plugin serves is not what it announced. */
const anotherCertificate = (evidence: CellEvidence): Finding | undefined => {
  const announced = evidence.serverCertificateInLine;
  const served = tlsOf(evidence)?.serverCertificate?.chain[0];
  if (!announced || !served || announced.sha256 === served.sha256) return undefined;
  if (isIssuerOf(announced, served)) return undefined;
  return {
    side: "server",
    decided: true,
    sentence: "The plugin serves another certificate than the one in its handshake line.",
    matched: [
      quoted("launcher", `field 6: SHA-256 ${announced.sha256}`),
      wire(`Certificate of the server: SHA-256 ${served.sha256}`),
    ],
    remedy: "put the certificate that is served into field 6, base64 without padding",
  };
};

/** Field 6 is what the host takes for a root: it may be the issuer's. */
const isIssuerOf = (announced: CertificateFacts, { issuer, subject }: CertificateFacts): boolean =>
  announced.isCa && announced.subject === issuer && issuer !== subject;
