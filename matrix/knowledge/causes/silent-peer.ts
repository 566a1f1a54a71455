import type { CauseKnowledge } from "../cause-knowledge.ts";

export const silentPeer: CauseKnowledge = {
  summary:
    "A side accepted or opened the connection and sends nothing, or does not even answer the attempt to connect.",
  sides: ["client", "server"],
  passes: true,
  toBeSure:
    "`handshake-matrix probe <address>` or `nc <host> <port>`: no byte in either direction. If the server speaks after a ClientHello it is `plaintext-client-to-tls-port`; if TLS began and stopped it is `handshake-stalled`.",
  clause: "RFC 9113 section 3.4",
  check: {
    at: "endpoint",
    look: "each rung with its own time limit: name, TCP, TLS, ALPN, HTTP/2 SETTINGS; a firewall drops at TCP, a wrong port falls silent after it",
  },
  fix: {
    any: "look where the server waits: a full accept queue (`ss -ltn`, Recv-Q), a debugger, a proxy whose upstream hangs",
    go: "context.WithTimeout for each call, so that a silent server is noticed",
    python: "stub.Method(request, timeout=5)",
    node: "client.method(request, {deadline: Date.now() + 5000}, …)",
    java: "stub.withDeadlineAfter(5, TimeUnit.SECONDS)",
    rust: "Endpoint::timeout, Endpoint::connect_timeout, and ClientTlsConfig::timeout for the TLS handshake",
  },
};
