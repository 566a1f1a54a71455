import type { About } from "../about.ts";
import { refusedHello } from "../refused-hello.ts";
import { type Rule, tlsOf, wire } from "../rule.ts";

const about: About = {
  summary: "Client and server have no TLS version in common.",
  sides: ["client", "server"],
  toBeSure:
    "`openssl s_client -connect <address> -tls1_2`, then `-tls1_3`: both refused means that the server is older (or newer) than the client; alert 70 protocol_version names it.",
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

const sentence = "Client and server have no TLS version in common.";
const remedy = "allow TLS 1.3 or 1.2 on both sides";
const clause = "RFC 8446 sections 4.2.1 and 6.2; RFC 8996";
const ordinary = ["1.3", "1.2"];

const byTrial = refusedHello({
  code: "no-common-version",
  clause,
  about,
  narrowed: "versions",
  title: "supported_versions",
  values: ({ versions }) => versions,
  ordinary,
  sentence,
  remedy,
});

/** An alert names it (protocol_version); a server that closes without one is found out by trials. */
export const noCommonVersion: Rule = {
  code: "no-common-version",
  clause,
  about,
  diagnose: (symptoms) => {
    const tls = tlsOf(symptoms.evidence);
    const alert = tls?.alerts.find(({ name }) => name === "protocol_version");
    // An alert after the handshake is about a record's version.
    if (!tls?.clientHello || (tls.finished.server && tls.finished.client)) return undefined;
    const { versions } = tls.clientHello;
    const offersOrdinary = ordinary.some((version) => versions.includes(version));
    if (!alert) {
      const found = byTrial.diagnose(symptoms);
      // What else was refused follows from the version: suites and schemes of before 1.2.
      return found && { ...found, decided: found.decided || !offersOrdinary };
    }
    const wide = symptoms.evidence.trials.find(({ narrowed }) => narrowed === "nothing");
    return {
      side: alert.from === "client" || offersOrdinary ? "server" : "client",
      decided: true,
      sentence,
      matched: [
        wire(`ClientHello supported_versions: ${versions.join(", ")}`),
        wire(`the ${alert.from} sent alert ${alert.code} protocol_version`),
        ...(wide?.result === "accepted"
          ? [
              {
                by: "orchestrator" as const,
                text: `offered everything, the same server chose ${wide.saw}`,
              },
            ]
          : []),
      ],
      remedy,
    };
  },
};
