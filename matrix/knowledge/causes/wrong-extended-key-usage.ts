import type { CauseKnowledge } from "../cause-knowledge.ts";

export const wrongExtendedKeyUsage: CauseKnowledge = {
  summary: "The certificate may not be used for the role that its side has in TLS.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl x509 -in cert.pem -noout -ext extendedKeyUsage,keyUsage`: a server needs serverAuth, a client clientAuth, an absent extension allows both, and anyExtendedKeyUsage in place of these is enough for Go and the JDK alone; `openssl verify -purpose sslserver` (or sslclient) `-CAfile ca.pem cert.pem` says the same. BoringSSL's `unsuitable certificate purpose` also stands for keyUsage without digitalSignature.",
  clause: "RFC 5280 section 4.2.1.12",
  check: {
    at: "endpoint",
    look: "the server's log for the refusal, and the extended key usage of the certificate that was sent: clientAuth for a client, serverAuth for a server",
  },
  fix: {
    any: "issue it with `extendedKeyUsage=serverAuth,clientAuth` for a peer that has both roles",
  },
};
