// What a side of a handshake has to verify, and by the rules of which version.
import type { CellEvidence } from "../domain/evidence.ts";
import type { CertificateFacts, TlsFacts } from "../domain/wire-facts.ts";
import { type Symptoms, sentAlert } from "./rule.ts";

/** The version chosen, or, before a choice, the only one that can be; null where it is open. */
export const versionOf = ({ serverHello, clientHello }: TlsFacts): string | null =>
  serverHello?.version ?? (clientHello?.versions.includes("1.3") === false ? "1.2" : null);

/** What the server chooses where it is offered everything: the highest version that it has. */
export const chosenVersion = ({ trials, versionChosen }: CellEvidence): "1.2" | null => {
  if (versionChosen === "1.2") return "1.2";
  const wide = trials.find(({ narrowed }) => narrowed === "nothing");
  return wide?.result === "accepted" && wide.saw.startsWith("TLSv1.2,") ? "1.2" : null;
};

/** Of the server, as the wire, the handshake line, the cell or a probe shows it. */
export const serverCertificateOf = (
  tls: TlsFacts,
  { evidence, endpoint }: Symptoms,
): CertificateFacts | null | undefined =>
  tls.serverCertificate?.chain[0] ??
  evidence.serverCertificateInLine ??
  evidence.configured.server ??
  endpoint?.serverCertificate;

export const alertQuotes = (tls: TlsFacts) => tls.alerts.map((alert) => sentAlert(alert));
