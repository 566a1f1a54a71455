import type { CauseCode, Quote } from "../domain/cause.ts";
import type { CertificateFacts } from "../domain/wire-facts.ts";
import { clientTexts, decisiveConnection, type Symptoms, wire } from "./rule.ts";
import { saidIn } from "./said.ts";

/** That one side did not go on with the other's certificate, and what shows it. */
export type CertificateRejection = Readonly<{
  /** Whose certificate it is. */
  presenter: "server" | "client";
  /** As sent, or, where nobody could see that, as configured. Leaf first. */
  chain: readonly CertificateFacts[];
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
  const connection = decisiveConnection(evidence);
  const tls = connection?.wire.tls;
  if (!connection || !tls?.serverHello) return null;
  const chain = chainOf(
    tls.serverCertificate?.chain,
    evidence.serverCertificateInLine ?? evidence.configured.server,
  );
  if (chain.length === 0) return null;
  const alerts = tls.alerts.filter(
    ({ from, name }) => from === "client" && name in certificateAlerts,
  );
  const said = saidIn(clientTexts(evidence)).filter(({ code }) => aboutServers.has(code));
  const spoke = (connection.wire.http2?.client.frames.length ?? 0) > 0;
  const left = connection.firstClose?.by === "client" && !spoke;
  if (alerts.length === 0 && said.length === 0 && !left) return null;
  return {
    presenter: "server",
    chain,
    named: [
      ...alerts.flatMap(({ name }) => certificateAlerts[name] ?? []),
      ...said.map(({ code }) => code),
    ],
    quotes: [
      ...alerts.map(({ code, name }) => wire(`the client sent alert ${code} ${name}`)),
      ...said.map(({ text }): Quote => ({ by: "client", text })),
      ...(left && alerts.length === 0
        ? [wire("the client closed the connection before it spoke HTTP/2")]
        : []),
    ],
  };
};

/** What a client can say of a server's certificate. */
const aboutServers: ReadonlySet<CauseCode> = new Set([
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
  const connection = decisiveConnection(evidence);
  const tls = connection?.wire.tls;
  if (!connection || !tls?.serverHello || symptoms.mode === "tls") return null;
  const sent = tls.clientCertificate?.chain;
  const hidden = tls.visibility.kind !== "all";
  // An empty Certificate message has nothing to reject; an unseen one can only be supposed.
  if (sent ? sent.length === 0 : !hidden) return null;
  const configured = evidence.clientCertificateInEnvironment ?? evidence.configured.client;
  const chain = chainOf(sent, configured);
  if (chain.length === 0) return null;
  const alerts = tls.alerts.filter(
    ({ from, name }) => from === "server" && name in certificateAlerts,
  );
  const server = evidence.server;
  const said = saidIn(server && !server.shared ? [server.stderr] : []);
  const answered = (connection.wire.http2?.server.frames.length ?? 0) > 0;
  const left = connection.firstClose?.by === "server" && !answered;
  if (alerts.length === 0 && said.length === 0 && !left) return null;
  return {
    presenter: "client",
    chain,
    named: [
      ...alerts.flatMap(({ name }) => certificateAlerts[name] ?? []).map(clientCode),
      ...said.map(({ code }) => clientCode(code)),
    ],
    quotes: [
      ...alerts.map(({ code, name }) => wire(`the server sent alert ${code} ${name}`)),
      ...said.map(({ text }): Quote => ({ by: "server", text })),
      ...(left && alerts.length === 0
        ? [
            wire(
              "the server closed the connection after the client's certificate, without an answer",
            ),
          ]
        : []),
    ],
  };
};

const clientCode = (code: CauseCode): CauseCode =>
  code === "unknown-ca" ? "client-certificate-untrusted" : code;

const chainOf = (
  sent: readonly CertificateFacts[] | undefined,
  configured: CertificateFacts | null,
): readonly CertificateFacts[] => (sent && sent.length > 0 ? sent : configured ? [configured] : []);
