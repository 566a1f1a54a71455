import { upstreamFault } from "../upstream-fault.ts";

export const upstreamUnreachable = upstreamFault(
  "upstream-unreachable",
  "start the server behind the proxy, and compare its address with the proxy's configuration; if it runs, look whether the proxy's TLS to it fails",
);
