import { rejectedCertificate } from "../rejected-certificate.ts";

export const certificateNotYetValid = rejectedCertificate({
  code: "certificate-not-yet-valid",
  sentence: (whose) => `The ${whose} certificate is not valid yet.`,
  remedy: () => "set the clocks of issuer and verifier, or wait until it is valid",
});
