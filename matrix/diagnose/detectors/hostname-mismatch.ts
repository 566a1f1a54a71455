import { rejectedCertificate } from "../rejected-certificate.ts";

export const hostnameMismatch = rejectedCertificate({
  code: "hostname-mismatch",
  sentence: (whose) => `The ${whose} certificate is not for the name that the client wants.`,
  remedy: () =>
    "dial a name that the certificate has, set the name to verify, or issue it for the name that is dialled",
});
