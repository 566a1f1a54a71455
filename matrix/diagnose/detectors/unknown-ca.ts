import { rejectedCertificate } from "../rejected-certificate.ts";

export const unknownCa = rejectedCertificate({
  code: "unknown-ca",
  sentence: (whose) =>
    `The ${whose} certificate was issued by an authority that the client does not trust.`,
  remedy: () => "give the client the authority that issued it",
});
