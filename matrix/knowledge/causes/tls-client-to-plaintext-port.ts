import type { CauseKnowledge } from "../cause-knowledge.ts";

export const tlsClientToPlaintextPort: CauseKnowledge = {
  summary: "The client begins TLS and the port answers with something that is not TLS.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl s_client -connect <address>` says `wrong version number`; `handshake-matrix probe --plaintext <address>` shows what speaks there instead. In a proxy's log the same words name the upstream, not the client.",
  clause: "RFC 8446 section 5.1",
  check: {
    at: "endpoint",
    look: "the rung at which TLS fails, and whether the same port answers HTTP/2 in plaintext (--plaintext)",
  },
  fix: {
    any: "let the server serve TLS, or let the client speak plaintext where that is meant; or correct the port",
    go: "serve with grpc.Creds(credentials.NewTLS(…)); or dial with insecure.NewCredentials() where plaintext is meant",
    python:
      "server.add_secure_port in place of add_insecure_port; or grpc.insecure_channel where plaintext is meant",
    node: "grpc.ServerCredentials.createSsl in place of createInsecure; or grpc.credentials.createInsecure() where plaintext is meant",
    java: "Grpc.newServerBuilderForPort(port, TlsServerCredentials.create(cert, key)); or InsecureChannelCredentials.create() where plaintext is meant",
    rust: "Server::builder().tls_config(ServerTlsConfig::new().identity(identity)); or an http:// URI where plaintext is meant",
    dotnet: "listenOptions.UseHttps(certificate); or an http:// address where plaintext is meant",
    nginx: "towards a plaintext upstream: grpc_pass grpc://upstream; listening: `listen 443 ssl`",
    envoy:
      "no transport_socket on a cluster that is plaintext; DownstreamTlsContext on the listener",
    haproxy: "no `ssl` but `proto h2` on the server line of a plaintext server",
  },
};
