import type { About } from "../about.ts";
import { rejectedCertificate } from "../rejected-certificate.ts";

const about: About = {
  summary: "The certificate may not be used for the role that its side has in TLS.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl x509 -in cert.pem -noout -ext extendedKeyUsage,keyUsage`: a server needs serverAuth, a client clientAuth, an absent extension allows both; `openssl verify -purpose sslserver` (or sslclient) `-CAfile ca.pem cert.pem` says the same. BoringSSL's `unsuitable certificate purpose` also stands for keyUsage without digitalSignature.",
  fix: {
    any: "issue it with `extendedKeyUsage=serverAuth,clientAuth` for a peer that has both roles",
  },
};

export const wrongExtendedKeyUsage = rejectedCertificate({
  code: "wrong-extended-key-usage",
  clause: "RFC 5280 section 4.2.1.12",
  about,
  sentence: (whose) => `The ${whose} certificate is for another use than the ${whose} side of TLS.`,
  remedy: (whose) =>
    `issue the ${whose} certificate with both serverAuth and clientAuth, or with the one of its role`,
});
