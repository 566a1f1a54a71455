import type { CauseCode, Quote } from "../domain/cause.ts";
import type { ConnectionEvidence } from "../domain/evidence.ts";
import type { CertificateFacts } from "../domain/wire-facts.ts";
import { namesakeOfIssuer } from "./certificate-findings.ts";
import { certificatePage } from "./certificate-page.ts";
import { clientTexts, quoted, type Symptoms, seenIn, sentAlert, wire } from "./rule.ts";
import { factsIn, saidIn } from "./said.ts";

/** That one side did not go on with the other's certificate, and what shows it. */
export type CertificateRejection = Readonly<{
  /** Whose certificate it is. */
  presenter: "server" | "client";
  /** Leaf first. */
  chain: readonly CertificateFacts[];
  /** `sent`: seen on the wire. `supposed`: nobody could see it, and this one is configured. */
  seen: "sent" | "supposed";
  /** Causes that the rejecting side named by an alert or a text of its own. */
  named: readonly CauseCode[];
  quotes: readonly Quote[];
}>;

/** Alerts about the other side's certificate (RFC 8446 section 6.2), with the cause where one names it. */
const certificateAlerts: Readonly<Record<string, readonly CauseCode[]>> = {
  bad_certificate: [],
  unsupported_certificate: [],
  certificate_revoked: [],
  // crypto/tls sends it for a certificate that is not valid yet too (x509.Expired).
  certificate_expired: ["certificate-expired", "certificate-not-yet-valid"],
  certificate_unknown: [],
  unknown_ca: ["unknown-ca"],
  access_denied: [],
  decrypt_error: [],
  // grpc-java sends it for every fault but an expired certificate.
  internal_error: [],
};

export const serverCertificateRejection = (symptoms: Symptoms): CertificateRejection | null => {
  const { evidence } = symptoms;
  const { connection, tls } = seenIn(evidence);
  if (!connection || !tls?.serverHello) return null;
  const chain = chainOf(
    tls.serverCertificate?.chain,
    evidence.serverCertificateInLine ?? evidence.configured.server,
  );
  if (chain.length === 0) return null;
  // A client that speaks HTTP/2 has accepted the certificate.
  if (hasSpoken(connection, "client")) return null;
  const alerts = tls.alerts.filter(
    ({ from, name }) => from === "client" && name in certificateAlerts,
  );
  const texts = clientTexts(evidence);
  const said = saidIn(texts).filter(({ code }) => aboutServers.has(code));
  const misnamed: readonly CauseCode[] = saysSelfSigned(texts, chain) ? ["unknown-ca"] : [];
  const unsigned = badSignatureOfNamesake(texts, chain, symptoms);
  const left = connection.firstClose?.by === "client";
  if (alerts.length === 0 && said.length === 0 && !left) return null;
  return {
    presenter: "server",
    chain,
    seen: tls.serverCertificate ? "sent" : "supposed",
    named: [
      ...alerts.flatMap(({ name }) => certificateAlerts[name] ?? []),
      ...said.map(({ code }) => code).filter((code) => !misnamed.includes(code)),
      ...(unsigned ? ["unknown-ca" as const] : []),
    ],
    quotes: [
      ...alerts.map(sentAlert),
      ...said.map(({ text }) => quoted("client", text)),
      ...(unsigned ? [unsigned] : []),
      ...(left && alerts.length === 0
        ? [wire("the client closed the connection before it spoke HTTP/2")]
        : []),
    ],
  };
};

/**
 * What the client says of a signature that is none of the authority which it trusts by the issuer's name: that authority is
 * another. undefined where it says nothing of that, or trusts none of the name.
 */
const badSignatureOfNamesake = (
  texts: readonly string[],
  chain: readonly CertificateFacts[],
  { evidence }: Symptoms,
): Quote | undefined => {
  if (!namesakeOfIssuer(chain, "server", evidence.configured)) return undefined;
  const said = factsIn(texts).find(({ fact }) => fact.fact === "bad-certificate-signature");
  return said && quoted("client", said.quote.slice(0, 300));
};

/** Whether a leaf that another issued is called self-signed, as Deno calls that of an authority, whoever issued it. */
const saysSelfSigned = (texts: readonly string[], [leaf]: readonly CertificateFacts[]): boolean => {
  const facts = factsIn(texts).map(({ fact }) => fact);
  return (
    leaf !== undefined &&
    leaf.issuer !== leaf.subject &&
    facts.some((fact) => fact.fact === "self-signed" && fact.which === "leaf") &&
    facts.every(({ fact }) => fact !== "unknown-authority")
  );
};

/** What a client can say of a server's certificate. */
const aboutServers: ReadonlySet<CauseCode> = new Set([
  "certificate-malformed",
  "certificate-expired",
  "certificate-not-yet-valid",
  "unknown-ca",
  "hostname-mismatch",
  "no-subject-alt-name",
  "wrong-extended-key-usage",
  "ca-used-as-end-entity",
  "key-too-weak",
]);

export const clientCertificateRejection = (symptoms: Symptoms): CertificateRejection | null => {
  const { evidence } = symptoms;
  const { connection, tls } = seenIn(evidence);
  if (!connection || !tls?.serverHello || symptoms.mode === "tls") return null;
  const sent = tls.clientCertificate?.chain;
  const hidden = tls.visibility.kind !== "all";
  // An empty Certificate message has nothing to reject; an unseen one can only be supposed.
  if (sent ? sent.length === 0 : !hidden) return null;
  const configured = evidence.clientCertificateInEnvironment ?? evidence.configured.client;
  const chain = chainOf(sent, configured);
  if (chain.length === 0) return null;
  // In TLS 1.3 a server may speak before it has seen a client's certificate, but answers no call.
  const page = certificatePage(evidence)?.said;
  if (hasAnswered(connection) && !page) return null;
  const alerts = tls.alerts.filter(
    ({ from, name }) => from === "server" && name in certificateAlerts,
  );
  const server = evidence.server;
  const said = saidIn(server && !server.shared ? [server.stderr] : []);
  const left = connection.firstClose?.by === "server";
  if (alerts.length === 0 && said.length === 0 && !left && !page) return null;
  return {
    presenter: "client",
    chain,
    seen: sent ? "sent" : "supposed",
    named: [
      ...alerts.flatMap(({ name }) => certificateAlerts[name] ?? []).map(clientCode),
      ...said.map(({ code }) => clientCode(code)),
    ],
    quotes: [
      ...alerts.map(sentAlert),
      ...said.map(({ text }) => quoted("server", text)),
      ...(page ? [page] : []),
      ...(left && alerts.length === 0 && !page
        ? [
            wire(
              "the server closed the connection after the client's certificate, without an answer",
            ),
          ]
        : []),
    ],
  };
};

/** HTTP/2, or HTTP/1 where that is due. */
const hasSpoken = ({ wire: { http2, messages } }: ConnectionEvidence, from: "client" | "server") =>
  (from === "client" && http2?.preface === true) ||
  (http2?.[from].frames.length ?? 0) > 0 ||
  messages.some((message) => message.from === from && message.name === "HTTP/1");

const hasAnswered = ({ wire: { http2, messages } }: ConnectionEvidence) =>
  (http2?.server.headers.length ?? 0) > 0 ||
  messages.some(({ from, name }) => from === "server" && name === "HTTP/1");

const clientCode = (code: CauseCode): CauseCode =>
  code === "unknown-ca" ? "client-certificate-untrusted" : code;

const chainOf = (
  sent: readonly CertificateFacts[] | undefined,
  configured: CertificateFacts | null,
): readonly CertificateFacts[] => (sent && sent.length > 0 ? sent : configured ? [configured] : []);
