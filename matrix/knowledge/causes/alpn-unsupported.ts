import type { CauseKnowledge } from "../cause-knowledge.ts";

export const alpnUnsupported: CauseKnowledge = {
  summary: "The TLS library of one side cannot negotiate ALPN, which gRPC over TLS needs.",
  sides: ["client", "server"],
  toBeSure:
    "The side's own log names its TLS provider; `openssl s_client -alpn h2 -connect <address>` shows whether the server selects h2.",
  clause: "RFC 7301; RFC 9113 section 3.2",
  check: {
    at: "program",
    look: "which TLS provider and which version the side that prints this runs with",
  },
  fix: {
    any: "run on a platform and a version whose TLS has ALPN",
    java: "add netty-tcnative-boringssl-static for this platform and architecture (grpc-netty-shaded brings it), or Java 8u252 and later",
    dotnet: ".NET 8 and later on macOS; on Windows 7 and 8.0 there is no ALPN",
  },
};
