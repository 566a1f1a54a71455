import type { About } from "../about.ts";
import { rejectedCertificate } from "../rejected-certificate.ts";

const about: About = {
  summary: "An authority's own certificate (CA:TRUE) is served as if it were a leaf.",
  sides: ["server"],
  toBeSure:
    "`openssl x509 -in cert.pem -noout -ext basicConstraints` shows CA:TRUE. `openssl req -x509` makes such a certificate. rustls refuses it; Go, OpenSSL and BoringSSL accept it: so one client works and another does not.",
  fix: {
    any: "`openssl req -x509 -addext basicConstraints=critical,CA:FALSE …`, or sign a leaf with the authority and serve that",
  },
};

export const caUsedAsEndEntity = rejectedCertificate({
  code: "ca-used-as-end-entity",
  clause: "RFC 5280 section 4.2.1.9",
  about,
  sentence: (whose) =>
    `The ${whose} certificate is that of an authority (CA:TRUE), used as a leaf.`,
  remedy: () => "issue a leaf (CA:FALSE) and serve that",
});
