import { upstreamFault } from "../upstream-fault.ts";

export const upstreamProtocolMismatch = upstreamFault(
  "upstream-protocol-mismatch",
  "let proxy and server speak the same: HTTP/2 on both sides, and TLS on both or on none",
);
