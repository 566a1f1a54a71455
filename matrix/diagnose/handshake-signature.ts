import type { Quote } from "../domain/cause.ts";
import type { CellEvidence } from "../domain/evidence.ts";
import type { TlsFacts } from "../domain/wire-facts.ts";
import { lowestRsaBits } from "./certificate-findings.ts";
import { clientTexts, quoted, seenIn, sentAlert } from "./rule.ts";
import { factsIn } from "./said.ts";

/**
 * What shows that one side found no sense in the other's signature over the handshake (RFC 8446 section 4.4.3);
 * undefined where nothing does.
 *
 * @param by - who made the signature.
 */
export const badSignature = (
  evidence: CellEvidence,
  by: "client" | "server",
): readonly [Quote, ...Quote[]] | undefined => {
  const { tls } = seenIn(evidence);
  // rustls sends the alert for a key that it finds too short, too.
  const alert = hasShortKey(tls, by)
    ? undefined
    : tls?.alerts.find(({ from, name }) => from !== by && name === "decrypt_error");
  const facts = by === "server" ? factsIn(clientTexts(evidence)) : [];
  // BoringSSL has the same reason for a signature in a certificate, and says so beside it.
  const said = facts.some(({ fact }) => fact.fact === "bad-certificate-signature")
    ? undefined
    : facts.find(({ fact }) => fact.fact === "bad-handshake-signature");
  const [first, ...rest]: readonly Quote[] = [
    ...(alert ? [sentAlert(alert)] : []),
    ...(said ? [quoted("client", said.quote.slice(0, 300))] : []),
  ];
  return first && [first, ...rest];
};

const hasShortKey = (tls: TlsFacts | null | undefined, by: "client" | "server"): boolean => {
  const sent = by === "server" ? tls?.serverCertificate : tls?.clientCertificate;
  const bits = Number(/^rsa(\d+)$/.exec(sent?.chain[0]?.keyType ?? "")?.[1] ?? lowestRsaBits);
  return bits < lowestRsaBits;
};
