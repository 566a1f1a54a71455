import type { CauseKnowledge } from "../cause-knowledge.ts";

export const hostnameMismatch: CauseKnowledge = {
  summary: "The server's certificate is not for the name that the client wants to reach.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl s_client -connect <address> -verify_hostname <name> </dev/null | grep -i verif`, and `openssl x509 -noout -ext subjectAltName`. An address is held against iPAddress entries alone, and a wildcard covers one label.",
  clause: "RFC 9525 section 6",
  check: {
    at: "endpoint",
    look: "the subject alternative names of the certificate that arrives, and the address it arrives from",
  },
  fix: {
    any: "issue the certificate with the dialled name (`subjectAltName=DNS:name,IP:10.0.0.1`), or dial a name that it has, or let the client verify against the name that is meant",
    go: 'tls.Config{ServerName: "name"} or credentials.NewClientTLSFromFile(ca, "name")',
    python: 'options=[("grpc.ssl_target_name_override", "name")]',
    node: '{"grpc.ssl_target_name_override": "name"}',
    java: 'ManagedChannelBuilder.overrideAuthority("name")',
    rust: 'ClientTlsConfig::new().domain_name("name")',
    dotnet:
      'GrpcChannel.ForAddress("https://name"), and SocketsHttpHandler.ConnectCallback to connect to the address that is meant',
    nginx: "towards a TLS upstream: grpc_ssl_name name; grpc_ssl_server_name on;",
    haproxy: "towards a TLS server: `sni str(name) verifyhost name`",
  },
};
