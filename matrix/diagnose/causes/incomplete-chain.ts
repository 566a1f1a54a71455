import { rejectedCertificate } from "./rejected-certificate.ts";

export const incompleteChain = rejectedCertificate({
  code: "incomplete-chain",
  clause: "RFC 8446 section 4.4.2",
  sentence: (whose) =>
    `The ${whose} side does not send the intermediate certificate that leads to the trusted authority.`,
  remedy: (whose) => `append the intermediate certificates to the ${whose} certificate file`,
});
