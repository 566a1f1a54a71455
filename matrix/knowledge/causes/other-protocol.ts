import type { CauseKnowledge } from "../cause-knowledge.ts";

export const otherProtocol: CauseKnowledge = {
  summary: "The port serves another protocol than gRPC.",
  sides: ["server", "client"],
  toBeSure:
    "`nc <host> <port> </dev/null | xxd | head` shows a greeting such as `SSH-2.0` or `220 … ESMTP`; the protocol's own client connects. `ss -ltnp` on the host names the program that listens.",
  clause: "RFC 9113 section 3.4",
  check: { at: "endpoint", look: "the first bytes that the port sends, and which program listens" },
  fix: { any: "correct host and port in the client, or start the gRPC server on this port" },
};
