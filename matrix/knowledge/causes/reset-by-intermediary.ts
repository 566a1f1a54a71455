import type { CauseKnowledge } from "../cause-knowledge.ts";

export const resetByIntermediary: CauseKnowledge = {
  summary:
    "Something between client and server ended the connection or the stream, not the server.",
  sides: ["between"],
  passes: true,
  toBeSure:
    "Dial the server itself, past the intermediary: the same call passes. The answer's `server` and `via` fields, or the server's log in which no such connection ends, show the intermediary; its own log has the reason.",
  clause: "RFC 9113 sections 5.4 and 6.4; RFC 9110 section 7.6.3",
  check: {
    at: "endpoint",
    look: "whether the same handshake passes from a host beside the server, and after which bytes the reset comes",
  },
  fix: {
    any: "let the intermediary pass HTTP/2 to the server, and allow for long streams in its time limits",
    nginx:
      "grpc_pass in place of proxy_pass; read error.log (upstream sent …, upstream prematurely closed …)",
    envoy:
      "http2_protocol_options of the cluster (explicit_http_config), and %RESPONSE_FLAGS% in the access log",
    haproxy:
      "`proto h2` or `alpn h2` on the server line; the termination state in the log (SH, SD, CD) says who ended it",
  },
};
