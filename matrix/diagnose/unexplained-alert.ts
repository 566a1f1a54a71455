import type { Quote } from "../domain/cause.ts";
import type { CellEvidence } from "../domain/evidence.ts";
import { tlsOf, wire } from "./rule.ts";

/** What can be said of a connection that a fatal alert ended, where the alert is all that is known. */
export type UnexplainedAlert = Readonly<{
  sentence: string;
  quote: Quote;
  /** null where the alert suggests none. */
  nextCheck: string | null;
}>;

const certificateCheck =
  "it speaks of the client's certificate: probe with one (--cert, --key) that the server's authority issued, and read the server's log";

/** What each alert of a server leads to (RFC 8446 section 6.2). */
const checks: Readonly<Record<string, string>> = {
  bad_certificate: certificateCheck,
  unsupported_certificate: certificateCheck,
  certificate_expired: certificateCheck,
  certificate_unknown: certificateCheck,
  certificate_required: certificateCheck,
  unknown_ca: certificateCheck,
  access_denied: certificateCheck,
  handshake_failure:
    "read the server's log; try -tls1_2 and -tls1_3 of openssl s_client, another server name, and a client certificate",
  bad_record_mac:
    "bytes were changed on the way, or one side's library errs: try without what stands between",
  internal_error:
    "it speaks of the server's own state, such as no certificate for the name: probe with --server-name <a name that it has>, and read its log",
};

/** undefined where no fatal alert was sent. */
export const unexplainedAlert = (evidence: CellEvidence): UnexplainedAlert | undefined => {
  const alert = tlsOf(evidence)?.alerts.find(({ fatal }) => fatal);
  if (!alert) return undefined;
  const { from, code } = alert;
  const name = alert.name === `alert ${code}` ? `${code}` : `${code} ${alert.name}`;
  return {
    sentence: `The ${from} ended TLS with alert ${name}, and nothing else that was seen says why.`,
    quote: wire(`the ${from} sent alert ${name}`),
    nextCheck:
      from === "server" || alert.name === "bad_record_mac" ? (checks[alert.name] ?? null) : null,
  };
};
