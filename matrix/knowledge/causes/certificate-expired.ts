import type { CauseKnowledge } from "../cause-knowledge.ts";

export const certificateExpired: CauseKnowledge = {
  summary: "A certificate of the chain has expired, or a clock is wrong.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl s_client -connect <address> -showcerts </dev/null | openssl x509 -noout -dates`, for each certificate of the chain and the trusted root too; `date -u` on both machines. Restart or reload what serves it: a renewed file is not yet a served one.",
  clause: "RFC 5280 section 4.1.2.5",
  check: {
    at: "endpoint",
    look: "the dates of every certificate in the chain, root included, and both clocks",
  },
  fix: {
    any: "renew the certificate and let the server load it again; set the clock by NTP",
    go: "tls.Config{GetCertificate: …} reads the renewed file without a restart",
    python: "grpc.dynamic_ssl_server_credentials(initial, fetcher) reads it without a restart",
    java: "AdvancedTlsX509KeyManager.updateIdentityCredentials reads it without a restart",
    nginx: "nginx -s reload",
    envoy: "certificates by SDS are read again when the file is moved into place",
    haproxy: "systemctl reload haproxy",
  },
};
