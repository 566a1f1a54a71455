import { namesForeignAuthorities } from "../authorities-named.ts";
import { quoted, type Rule, seenIn, wire } from "../rule.ts";
import { usableSchemes } from "../usable-schemes.ts";

/**
 * The client has a certificate and sent none, although a scheme for its key was named. Go and Java
 * do so silently when no authority that the server names issued it (crypto/tls `SupportsCertificate`).
 */
export const clientCertificateWithheld: Rule = {
  code: "client-certificate-withheld",
  diagnose: ({ outcome, evidence }) => {
    const { tls } = seenIn(evidence);
    const configured = evidence.clientCertificateInEnvironment ?? evidence.configured.client;
    if (outcome.phase !== "tls" || !tls?.certificateRequest || !configured) return undefined;
    if (tls.clientCertificate === null || tls.clientCertificate.chain.length > 0) return undefined;
    const { authorities, signatureSchemes } = tls.certificateRequest;
    const usable = usableSchemes(configured.keyType, tls.serverHello?.version ?? null);
    if (usable && !usable.some((scheme) => signatureSchemes.includes(scheme))) return undefined;
    const misconfigured = namesForeignAuthorities(tls.certificateRequest, evidence);
    const foreign = authorities.length > 0 && !authorities.includes(configured.issuer);
    return {
      side: misconfigured ? "server" : "client",
      decided: true,
      sentence:
        "The client has a certificate configured but did not send it when the server asked.",
      matched: [
        wire(`CertificateRequest names the authorities: ${authorities.join("; ") || "none"}`),
        quoted("orchestrator", `the client's certificate was issued by ${configured.issuer}`),
        wire("the client's Certificate message holds no certificate"),
      ],
      remedy: misconfigured
        ? "give the server the authority that it was to trust"
        : foreign
          ? "use a client certificate that an authority named by the server issued"
          : "look why the client does not use its certificate: the server would have taken it",
    };
  },
};
