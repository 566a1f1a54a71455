import { namesForeignAuthorities } from "../authorities-named.ts";
import { clientCertificateRejection } from "../certificate-rejection.ts";
import { untrustedIssuer } from "../endpoint-findings.ts";
import { rejectedCertificate } from "../rejected-certificate.ts";
import { type Finding, type Rule, type Symptoms, tlsOf, wire } from "../rule.ts";

const rejected = rejectedCertificate({
  code: "client-certificate-untrusted",
  sentence: (whose) =>
    `The server does not trust the authority that issued the ${whose} certificate.`,
  remedy: () =>
    "use a client certificate that the server's authority issued, or give the server that authority",
});

export const clientCertificateUntrusted: Rule = {
  ...rejected,
  diagnose: (symptoms) =>
    untrustedIssuer(symptoms) ?? rejected.diagnose(symptoms) ?? foreignAuthority(symptoms),
};

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
      { by: "orchestrator", text: `the server was to trust ${told.join("; ")}` },
      ...rejection.quotes,
    ],
    remedy: "give the server the authority that it was to trust",
    nextCheck: "look into the server's log for what it says of the client's certificate",
  };
};
