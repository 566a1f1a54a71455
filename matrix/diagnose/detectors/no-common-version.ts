import { refusedHello } from "../refused-hello.ts";
import { quoted, type Rule, seenIn, wire } from "../rule.ts";

const sentence = "Client and server have no TLS version in common.";
const remedy = "allow TLS 1.3 or 1.2 on both sides";
const ordinary = ["1.3", "1.2"];

const byTrial = refusedHello({
  code: "no-common-version",
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
  diagnose: (symptoms) => {
    const { tls } = seenIn(symptoms.evidence);
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
    const { wide } = seenIn(symptoms.evidence);
    return {
      side: alert.from === "client" || offersOrdinary ? "server" : "client",
      decided: true,
      sentence,
      matched: [
        wire(`ClientHello supported_versions: ${versions.join(", ")}`),
        wire(`the ${alert.from} sent alert ${alert.code} protocol_version`),
        ...(wide?.result === "accepted"
          ? [quoted("orchestrator", `offered everything, the same server chose ${wide.saw}`)]
          : []),
      ],
      remedy,
    };
  },
};
