/**
 * An endpoint that answers some connections and not others: a limit of connections or of their rate, a server that
 * ended meanwhile, or several servers behind one address. What one connection showed then says nothing of the next.
 */
import { type CauseCode, phaseOf, type Quote } from "../domain/cause.ts";
import type { Phase } from "../domain/phase.ts";
import { certificateFindings } from "./certificate-findings.ts";
import { decisiveConnection, type Symptoms } from "./rule.ts";

const tried = (text: string): Quote => ({ by: "orchestrator", text });

export const unsteady = "The endpoint answers some connections and not others";

/** Why what one connection showed decides nothing. */
export const otherAnswer = "another connection that asked the same was answered otherwise";

export const unsteadyCheck =
  "connect several times, one after the other, with a pause between (openssl s_client -connect <address>): a limit of connections or of their rate, a server that restarts, and several servers behind one address answer some alone";

export const unsteadyRemedy =
  "look for a limit of connections (per address, or of their rate), and whether every server behind the address runs";

/**
 * What other connections to the same address came to where the attempt's own, which was asked the same, came to
 * nothing; empty where none did.
 */
const sameAnswered = ({ endpoint, evidence, helloElsewhere }: Symptoms): readonly Quote[] => {
  const connection = decisiveConnection(evidence);
  if (!connection || !endpoint) return [];
  const { dialError, bytes, wire } = connection;
  if (dialError !== null) {
    const own = endpoint.addresses.find(({ address }) => address === endpoint.address);
    return own?.dialError === null
      ? [tried("an earlier connection to the same address was accepted")]
      : [];
  }
  if (wire.client.protocol === "http2" && !wire.tls) {
    return bytes.server === 0 && endpoint.inTheClear?.kind === "http2"
      ? [tried("on another connection the same address answered HTTP/2 in the clear")]
      : [];
  }
  // Who spoke no TLS here was not asked the same.
  if (!helloElsewhere || wire.client.protocol !== "tls" || wire.tls?.serverHello !== null)
    return [];
  // Two refusals are no contradiction.
  return helloElsewhere.end === "finished" || bytes.server === 0
    ? [tried(`on another connection the same ClientHello led to ${helloElsewhere.saw}`)]
    : [];
};

/**
 * The same, and handshakes of whatever ClientHello: for an attempt that got no byte at all, since what a server
 * refuses in a ClientHello it refuses after it has read it.
 */
export const someAnswered = (symptoms: Symptoms): readonly Quote[] => {
  const { endpoint, evidence } = symptoms;
  const same = sameAnswered(symptoms);
  const connection = decisiveConnection(evidence);
  const certificate = endpoint?.serverCertificate;
  if (!certificate || connection?.wire.tls?.serverHello !== null) return same;
  const faults = certificateFindings([certificate], "server", evidence.configured).filter(
    ({ certainty }) => certainty === "sure",
  );
  return [
    ...(same.length > 0
      ? same
      : [tried("on another connection the same address finished a TLS handshake")]),
    ...faults.map(({ text }) => tried(`the certificate that it showed there: ${text}`)),
  ];
};

/** Phases of which an attempt that another one contradicts decides nothing. */
const ofTheHandshake: ReadonlySet<Phase | null> = new Set<Phase>(["dial", "tls", "alpn", "http2"]);

/** Whether what other connections showed leaves a cause open. */
export const isContradicted = (code: CauseCode, symptoms: Symptoms): boolean =>
  ofTheHandshake.has(phaseOf(code)) && sameAnswered(symptoms).length > 0;
