import type { About } from "../about.ts";
import { rejectedCertificate } from "../rejected-certificate.ts";

const about: About = {
  summary: "A certificate of the chain has expired, or a clock is wrong.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl s_client -connect <address> -showcerts </dev/null | openssl x509 -noout -dates`, for each certificate of the chain and the trusted root too; `date -u` on both machines. Restart or reload what serves it: a renewed file is not yet a served one.",
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

export const certificateExpired = rejectedCertificate({
  code: "certificate-expired",
  clause: "RFC 5280 section 4.1.2.5",
  about,
  sentence: (whose) => `The ${whose} certificate has expired.`,
  remedy: (whose) => `issue the ${whose} certificate anew`,
});
