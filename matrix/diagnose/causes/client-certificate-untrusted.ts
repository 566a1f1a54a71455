import { rejectedCertificate } from "./rejected-certificate.ts";

export const clientCertificateUntrusted = rejectedCertificate({
  code: "client-certificate-untrusted",
  clause: "RFC 5280 section 6.1",
  sentence: (whose) =>
    `The server does not trust the authority that issued the ${whose} certificate.`,
  remedy: () =>
    "use a client certificate that the server's authority issued, or give the server that authority",
});
