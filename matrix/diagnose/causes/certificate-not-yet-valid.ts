import type { About } from "../about.ts";
import { rejectedCertificate } from "../rejected-certificate.ts";

const about: About = {
  summary: "A certificate's validity begins in the future, most often because a clock is behind.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl x509 -in cert.pem -noout -startdate` against `date -u` on the machine that verifies; in a container or virtual machine against the host's clock.",
  fix: {
    any: "set the clock (NTP) of the issuer and the verifier; issue with notBefore a few minutes ago",
  },
};

export const certificateNotYetValid = rejectedCertificate({
  code: "certificate-not-yet-valid",
  clause: "RFC 5280 section 4.1.2.5",
  about,
  sentence: (whose) => `The ${whose} certificate is not valid yet.`,
  remedy: () => "set the clocks of issuer and verifier, or wait until it is valid",
});
