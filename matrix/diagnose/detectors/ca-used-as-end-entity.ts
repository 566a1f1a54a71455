import { rejectedCertificate } from "../rejected-certificate.ts";

export const caUsedAsEndEntity = rejectedCertificate({
  code: "ca-used-as-end-entity",
  sentence: (whose) =>
    `The ${whose} certificate is that of an authority (CA:TRUE), used as a leaf.`,
  remedy: () => "issue a leaf (CA:FALSE) and serve that",
});
