import type { CauseKnowledge } from "../cause-knowledge.ts";

export const peerNotHttp2: CauseKnowledge = {
  summary: "The peer's bytes are neither HTTP/2 nor anything else that belongs here.",
  sides: ["server", "client"],
  toBeSure:
    "`nc <host> <port> </dev/null | xxd | head` shows what speaks: `SSH-2.0`, `220 … SMTP`, a database's greeting.",
  clause: "RFC 9113 section 3.4",
  check: {
    at: "endpoint",
    look: "the first bytes that the port answers, in plaintext and under TLS",
  },
  fix: {
    any: "dial the address that serves gRPC; where it is, update the peer's HTTP/2 library",
  },
};
