import { refusedHello } from "../refused-hello.ts";
import { type Rule, tlsOf, wire } from "../rule.ts";

const sentence = "Client and server have no TLS version in common.";
const remedy = "allow TLS 1.3 or 1.2 on both sides";
const clause = "RFC 8446 sections 4.2.1 and 6.2; RFC 8996";
const ordinary = ["1.3", "1.2"];

const byTrial = refusedHello({
  code: "no-common-version",
  clause,
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
  diagnose: (symptoms) => {
    const tls = tlsOf(symptoms.evidence);
    const alert = tls?.alerts.find(({ name }) => name === "protocol_version");
    if (!alert || !tls?.clientHello) return byTrial.diagnose(symptoms);
    const { versions } = tls.clientHello;
    const offersOrdinary = ordinary.some((version) => versions.includes(version));
    return {
      side: alert.from === "client" || offersOrdinary ? "server" : "client",
      decided: true,
      sentence,
      evidence: [
        wire(`ClientHello supported_versions: ${versions.join(", ")}`),
        wire(`the ${alert.from} sent alert ${alert.code} protocol_version`),
        ...(symptoms.evidence.trials[0]?.result === "accepted"
          ? [
              {
                by: "orchestrator" as const,
                text: `offered everything, the same server chose ${symptoms.evidence.trials[0].saw}`,
              },
            ]
          : []),
      ],
      remedy,
    };
  },
};
