import type { CauseKnowledge } from "../cause-knowledge.ts";

export const revocationUnknown: CauseKnowledge = {
  summary:
    "The client cannot find out whether the server's certificate is revoked, and refuses it for that.",
  sides: ["client", "between"],
  toBeSure:
    "`openssl x509 -in cert.pem -noout -ext authorityInfoAccess,crlDistributionPoints` names the addresses of OCSP and CRL; `curl -I <address>` from the client's machine must reach one. A certificate that names none was often made by a proxy that reads TLS.",
  clause: "RFC 5280 sections 4.2.1.13 and 6.3; RFC 6960",
  check: {
    at: "program",
    look: "whether the addresses of CRL and OCSP in the certificate are reached from the client's machine, and who issued the certificate",
  },
  fix: {
    any: "let the client reach the CRL and OCSP addresses of the issuer (plain HTTP, port 80), or publish the CRL of a private CA where its certificates say",
  },
};
