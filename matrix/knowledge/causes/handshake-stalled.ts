import type { CauseKnowledge } from "../cause-knowledge.ts";

export const handshakeStalled: CauseKnowledge = {
  summary: "The TLS handshake began and came to no end: one side stopped sending.",
  sides: ["client", "server", "between"],
  toBeSure:
    "`openssl s_client -connect <address> -msg` shows which message was the last. No ServerHello: the port accepts without serving. Large ClientHellos (post-quantum key shares) that stall where `-groups X25519` passes point at a middlebox that drops the second packet.",
  clause: "RFC 8446 section 4",
  check: {
    at: "endpoint",
    look: "the last rung that is reached within its own time limit, and whether the port answers in plaintext",
  },
  fix: {
    any: "look where the server waits before its handshake, and what stands before it (MTU, firewall)",
    go: "grpc.ConnectParams{MinConnectTimeout} bounds an attempt (20 s); GODEBUG=tlsmlkem=0 makes the ClientHello small, as a test",
    python: "a call's timeout; grpcio bounds a handshake by 20 s",
    node: "a call's deadline: grpc-js does not bound a handshake",
    java: "a call's deadline; grpc-java bounds a handshake by 10 s",
    rust: "ClientTlsConfig::timeout: Endpoint::timeout and connect_timeout do not bound the handshake",
  },
};
