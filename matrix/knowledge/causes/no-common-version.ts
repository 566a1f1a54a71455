import type { CauseKnowledge } from "../cause-knowledge.ts";

export const noCommonVersion: CauseKnowledge = {
  summary: "Client and server have no TLS version in common.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl s_client -connect <address> -tls1_2`, then `-tls1_3`: both refused means that the server is older (or newer) than the client; alert 70 protocol_version names it.",
  clause: "RFC 8446 sections 4.2.1 and 6.2; RFC 8996",
  check: {
    at: "endpoint",
    look: "which versions the server accepts when one is offered at a time",
  },
  fix: {
    any: "allow TLS 1.2 and 1.3 on both sides",
    go: "tls.Config{MinVersion: tls.VersionTLS12}, and no MaxVersion",
    node: '{minVersion: "TLSv1.2", maxVersion: "TLSv1.3"}; no --tls-max-v1.2',
    java: 'SslContextBuilder.protocols("TLSv1.3", "TLSv1.2")',
    dotnet: "SslOptions.EnabledSslProtocols = SslProtocols.None (the system's choice)",
    nginx: "ssl_protocols TLSv1.2 TLSv1.3;",
    envoy: "tls_params.tls_minimum_protocol_version: TLSv1_2",
    haproxy: "ssl-default-bind-options ssl-min-ver TLSv1.2",
  },
};
