import { rejectedCertificate } from "./rejected-certificate.ts";

export const certificateNotYetValid = rejectedCertificate({
  code: "certificate-not-yet-valid",
  clause: "RFC 5280 section 4.1.2.5",
  sentence: (whose) => `The ${whose} certificate is not valid yet.`,
  remedy: () => "set the clocks of issuer and verifier, or wait until it is valid",
});
