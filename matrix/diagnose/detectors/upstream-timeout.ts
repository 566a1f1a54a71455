import { upstreamFault } from "../upstream-fault.ts";

export const upstreamTimeout = upstreamFault(
  "upstream-timeout",
  "look where the server waits, or raise the proxy's timeout for this route",
);
