/** Where a cell can break, in the order of events. */
export const phases = [
  "spawn",
  "handshake-line",
  "dial",
  "tls",
  "alpn",
  "http2",
  "rpc",
  "proof",
  "behaviour",
  "control",
  "shutdown",
] as const;
export type Phase = (typeof phases)[number];
