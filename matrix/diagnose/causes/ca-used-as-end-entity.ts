import { rejectedCertificate } from "./rejected-certificate.ts";

export const caUsedAsEndEntity = rejectedCertificate({
  code: "ca-used-as-end-entity",
  clause: "RFC 5280 section 4.2.1.9",
  sentence: (whose) =>
    `The ${whose} certificate is that of an authority (CA:TRUE), used as a leaf.`,
  remedy: () => "issue a leaf (CA:FALSE) and serve that",
});
