import { upstreamFault } from "../upstream-fault.ts";

export const upstreamCertificateRejected = upstreamFault(
  "upstream-certificate-rejected",
  "give the proxy the CA certificate of the server behind it, and the name that its certificate has",
);
