import type { CauseKnowledge } from "../cause-knowledge.ts";

export const closedBeforePreface: CauseKnowledge = {
  summary: "A side ended the connection before HTTP/2 began, without saying why.",
  sides: ["server", "client", "between"],
  passes: true,
  toBeSure:
    "The wrapper's text says nothing: read the log of the side that closed. `handshake-matrix probe <address>` repeats it step by step; a server that requires a client certificate, a proxy without a healthy upstream, a limit of connections, a listener that wants the PROXY protocol and a process that died all look like this.",
  clause: "RFC 9113 section 3.4; RFC 8446 section 6.1",
  check: {
    at: "endpoint",
    look: "in plaintext and under TLS, who closes and after which bytes; and the server's log for the same moment",
  },
  fix: {
    any: "read the log of the side that closed first, with TLS debug output",
    go: "GRPC_GO_LOG_SEVERITY_LEVEL=info GRPC_GO_LOG_VERBOSITY_LEVEL=2 in the server: the line has the client's port and the reason",
    python: "GRPC_VERBOSITY=INFO in the server",
    node: "NODE_DEBUG=tls in the server; GRPC_TRACE shows nothing of the handshake",
    java: "java.util.logging with io.grpc.netty at FINE",
    rust: "RUST_LOG=debug with a subscriber",
  },
};
