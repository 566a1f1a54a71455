import { namesForeignAuthorities } from "../authorities-named.ts";
import { clientCertificateRejection } from "../certificate-rejection.ts";
import { untrustedIssuer } from "../endpoint-findings.ts";
import { rejectedCertificate } from "../rejected-certificate.ts";
import { type Finding, firstOf, quoted, type Symptoms, tlsOf, wire } from "../rule.ts";

export const clientCertificateUntrusted = firstOf(
  "client-certificate-untrusted",
  untrustedIssuer,
  rejectedCertificate("client-certificate-untrusted").diagnose,
  (symptoms) => foreignAuthority(symptoms),
);

/** The server left after a certificate of the authority that it was told of, and names others. */
const foreignAuthority = (symptoms: Symptoms): Finding | undefined => {
  const { evidence } = symptoms;
  const request = tlsOf(evidence)?.certificateRequest;
  const rejection = clientCertificateRejection(symptoms);
  if (!request || !rejection || !namesForeignAuthorities(request, evidence)) return undefined;
  const told = evidence.configured.serverTrusts.map(({ subject }) => subject);
  return {
    side: "server",
    decided: false,
    sentence: "The server does not trust the authority that it was told of, and names others.",
    matched: [
      wire(`CertificateRequest names the authorities: ${request.authorities.join("; ")}`),
      quoted("orchestrator", `the server was to trust ${told.join("; ")}`),
      ...rejection.quotes,
    ],
    remedy: "give the server the authority that it was to trust",
    nextCheck: "look into the server's log for what it says of the client's certificate",
  };
};
