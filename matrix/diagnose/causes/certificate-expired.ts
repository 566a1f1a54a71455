import { rejectedCertificate } from "./rejected-certificate.ts";

export const certificateExpired = rejectedCertificate({
  code: "certificate-expired",
  clause: "RFC 5280 section 4.1.2.5",
  sentence: (whose) => `The ${whose} certificate has expired.`,
  remedy: (whose) => `issue the ${whose} certificate anew`,
});
