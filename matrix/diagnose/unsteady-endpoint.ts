/**
 * An endpoint that answers some connections and not others: a limit of connections or of their rate, a server that
 * ended meanwhile, or several servers behind one address. What one connection showed then says nothing of the next.
 */
import { type Cause, type CauseCode, phaseOf, type Quote } from "../domain/cause.ts";
import type { Configured } from "../domain/evidence.ts";
import type { Phase } from "../domain/phase.ts";
import type { CertificateFacts } from "../domain/wire-facts.ts";
import { type CertificateFinding, certificateFindings } from "./certificate-findings.ts";
import { quoted, type Symptoms, seenIn } from "./rule.ts";

const tried = (text: string): Quote => quoted("orchestrator", text);

export const unsteady = "The endpoint answers some connections and not others";

/** Why what one connection showed decides nothing. */
export const otherAnswer = "another connection that asked the same was answered otherwise";

/** Whether a cause says that other connections were answered otherwise than the one that it is about. */
export const isOfSome = ({ doubt, sentence }: Pick<Cause, "doubt" | "sentence">): boolean =>
  doubt === otherAnswer || sentence.startsWith(unsteady);

export const unsteadyCheck =
  "connect several times, one after the other, with a pause between (openssl s_client -connect <address>): a limit of connections or of their rate, a server that restarts, and several servers behind one address answer some alone";

/** The same, of calls on one connection. */
export const unsteadyCalls = "The endpoint answers some calls and not others";

export const unsteadyCallsCheck =
  "make the same call several times, with a pause between: a limit of calls, a server that drains, and several servers behind one address answer some alone";

export const unsteadyCallsRemedy =
  "look for a limit of calls, and whether every server behind the address serves";

export const unsteadyRemedy =
  "look for a limit of connections (per address, or of their rate), and whether every server behind the address runs";

/**
 * What other connections to the same address came to where the attempt's own, which was asked the same, came to
 * nothing; empty where none did.
 */
const sameAnswered = (symptoms: Symptoms): readonly Quote[] => {
  const { connection } = seenIn(symptoms.evidence);
  if (!connection || !symptoms.endpoint) return [];
  const { endpoint, helloElsewhere } = symptoms;
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
 * A server that refused a list of versions or suites with the one that it had chosen when it was offered everything:
 * then it was not the list. Several servers behind one address, or a limit of connections, answer so.
 */
export const refusesItsChoice = ({ evidence }: Symptoms): boolean => {
  const { trials } = evidence;
  const hello = seenIn(evidence).tls?.clientHello;
  const wide = trials.find(({ narrowed }) => narrowed === "nothing");
  if (!hello || wide?.result !== "accepted") return false;
  const [version = "", suite = ""] = wide.saw.split(", ");
  const offered = {
    versions: hello.versions.includes(version.replace(/^TLSv/, "")),
    "cipher-suites": hello.cipherSuites.includes(suite),
  };
  return trials.some(
    ({ narrowed, result }) =>
      result === "refused" &&
      (narrowed === "versions" || narrowed === "cipher-suites") &&
      offered[narrowed],
  );
};

/**
 * The same, and handshakes of whatever ClientHello: for an attempt that got no byte at all, since what a server
 * refuses in a ClientHello it refuses after it has read it.
 */
export const someAnswered = (symptoms: Symptoms): readonly Quote[] => {
  const { endpoint, evidence } = symptoms;
  const { wide } = seenIn(evidence);
  const same = [
    ...sameAnswered(symptoms),
    ...(refusesItsChoice(symptoms)
      ? [tried(`on another connection it chose ${wide?.saw}, and refused that on a third`)]
      : []),
  ];
  const { connection } = seenIn(evidence);
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

/** A server with keys of several types shows one or the other by the ClientHello: these are no contradiction. */
const inPlaceOf = (own: CertificateFacts, shown: readonly CertificateFacts[]) =>
  shown.filter(({ sha256, keyType }) => sha256 !== own.sha256 && keyType === own.keyType);

const faultsOf = (leaf: CertificateFacts, configured: Configured) =>
  certificateFindings([leaf], "server", configured).filter(
    ({ certainty, lesser }) => certainty === "sure" && lesser === undefined,
  );

/** Certificates that other connections were shown, without the fault for which the attempt's own was refused. */
const soundElsewhere = (code: CauseCode, { endpoint, evidence }: Symptoms): readonly Quote[] => {
  const own = seenIn(evidence).tls?.serverCertificate?.chain[0];
  const has = (leaf: CertificateFacts) =>
    faultsOf(leaf, evidence.configured).some((one) => one.code === code);
  if (!own || !has(own)) return [];
  return inPlaceOf(own, endpoint?.certificates ?? [])
    .filter((one) => !has(one))
    .map(({ issuer, notAfter }) =>
      tried(
        `another connection was shown another certificate, of ${issuer} and valid until ${notAfter}, without that fault`,
      ),
    );
};

/** What is wrong with certificates that other connections were shown, and not with the one of a call that passed. */
export const faultElsewhere = (
  own: CertificateFacts,
  shown: readonly CertificateFacts[],
  configured: Configured,
): CertificateFinding | null => {
  const ofOwn = new Set(faultsOf(own, configured).map(({ code }) => code));
  const faults = inPlaceOf(own, shown).flatMap((leaf) => faultsOf(leaf, configured));
  return faults.find(({ code }) => !ofOwn.has(code)) ?? null;
};

/** Phases of which an attempt that another one contradicts decides nothing. */
const ofTheHandshake: ReadonlySet<Phase | null> = new Set<Phase>(["dial", "tls", "alpn", "http2"]);

/** Causes that say that HTTP/2 is not to be had by ALPN: whatever else a ClientHello has, it offers that. */
const ofAlpn: ReadonlySet<CauseCode> = new Set(["alpn-mismatch", "alpn-not-negotiated"]);

const h2Elsewhere = (code: CauseCode, { endpoint }: Symptoms): readonly Quote[] =>
  ofAlpn.has(code) && endpoint?.h2Elsewhere !== undefined
    ? [tried(`on another connection a ClientHello as ${endpoint.h2Elsewhere}'s led to ALPN h2`)]
    : [];

/** What other connections showed that leaves a cause open; empty where nothing does. */
export const contradictions = (code: CauseCode, symptoms: Symptoms): readonly Quote[] =>
  ofTheHandshake.has(phaseOf(code))
    ? [...sameAnswered(symptoms), ...h2Elsewhere(code, symptoms), ...soundElsewhere(code, symptoms)]
    : [];
