import { rejectedCertificate } from "../rejected-certificate.ts";

export const certificateExpired = rejectedCertificate({
  code: "certificate-expired",
  sentence: (whose) => `The ${whose} certificate has expired.`,
  remedy: (whose) => `issue the ${whose} certificate anew`,
});
