import type { CertificateFacts } from "../../domain/wire-facts.ts";
import { certificateFindings } from "../certificate-findings.ts";
import { serverCertificateRejection } from "../certificate-rejection.ts";
import { quoted, type Rule, wire } from "../rule.ts";

/**
 * The client got a certificate for the right name that is not the server's and that an authority issued which
 * neither side was told of. A server that serves another file than it was given looks alike.
 */
export const tlsInterception: Rule = {
  code: "tls-interception",
  diagnose: (symptoms) => {
    const { configured } = symptoms.evidence;
    const rejection = serverCertificateRejection(symptoms);
    const [leaf] = rejection?.seen === "sent" ? rejection.chain : [];
    const own = configured.server;
    if (!rejection || !leaf || !own || leaf.sha256 === own.sha256) return undefined;
    const known = [...configured.clientTrusts, ...configured.intermediates];
    const findings = certificateFindings(rejection.chain, "server", configured);
    if (!findings.some(({ code }) => code === "unknown-ca")) return undefined;
    if (leaf.issuer === own.issuer || leaf.issuer === leaf.subject) return undefined;
    if (known.some(({ subject }) => subject === leaf.issuer) || !sameName(leaf, own)) {
      return undefined;
    }
    return {
      side: "between",
      decided: false,
      sentence: "The client got a certificate for the right name that is not the server's own.",
      matched: [
        wire(`Certificate: issued by ${leaf.issuer}, SHA-256 ${leaf.sha256}`),
        quoted("orchestrator", `the server's own: issued by ${own.issuer}, SHA-256 ${own.sha256}`),
        ...rejection.quotes,
      ],
      remedy: "have what ends TLS in between exempt the server, or trust its authority knowingly",
      nextCheck: "compare issuer and fingerprint on the server's own machine and from the client's",
    };
  },
};

const sameName = (one: CertificateFacts, other: CertificateFacts): boolean =>
  one.dnsNames.some((name) => other.dnsNames.includes(name));
