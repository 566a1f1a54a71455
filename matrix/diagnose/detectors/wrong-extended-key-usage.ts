import { rejectedCertificate } from "../rejected-certificate.ts";

export const wrongExtendedKeyUsage = rejectedCertificate({
  code: "wrong-extended-key-usage",
  sentence: (whose) => `The ${whose} certificate is for another use than the ${whose} side of TLS.`,
  remedy: (whose) =>
    `issue the ${whose} certificate with both serverAuth and clientAuth, or with the one of its role`,
});
