import { isParsable } from "../diagnose/certificate-findings.ts";
import { replyFaults } from "../diagnose/reply-fault.ts";
import { settingsFault } from "../diagnose/settings-fault.ts";
import { isOfSome, otherAnswer } from "../diagnose/unsteady-endpoint.ts";
import type { CauseCode, Diagnosis } from "../domain/cause.ts";
import type { Http2Facts } from "../domain/http2-facts.ts";
import type { CertificateFacts, TlsFacts } from "../domain/wire-facts.ts";
import { clientStacks, type StackName } from "../knowledge/stacks.ts";
import { faultOfReply } from "./attempt-call.ts";
import { certificateRefusals, ofCertificates, type Refusal } from "./certificate-refusals.ts";
import type { Handshake } from "./handshake.ts";
import type { ProxyDecision } from "./proxy-variables.ts";
import type { Question } from "./question.ts";
import { verifiedName } from "./verified-name.ts";

/** What becomes of a stack's client here, as far as the stack's known ways and a hello of its shape tell. */
export type ClientForecast = Readonly<
  {
    stack: StackName;
  } /** `although`: what its reply has that others refuse; absent where it has nothing of the kind. */ & (
    | { end: "passes"; although?: string }
    /** `because`: a few words. */
    | { end: "unknown"; because: string }
    | ({ end: "fails" } & Reason)
  )
>;

type Reason = Readonly<{ code: CauseCode; because: string }>;

/** What was seen of the endpoint. */
export type Seen = Readonly<{
  question: Question;
  /** null: the attempt passed. */
  diagnosis: Diagnosis | null;
  /** Whose attempt it was: one with the stack's ClientHello, or the probe's own. */
  attempt: "its own" | "the probe's";
  /** Of the attempt; null without TLS. */
  tls: TlsFacts | null;
  /** Of the same; null where nobody could read it. */
  http2: Http2Facts | null;
  /** A hello of the stack's shape; undefined where none was tried. */
  hellos: ReadonlyMap<StackName, Handshake>;
  /** Whether HTTP/2 is spoken where ALPN chose nothing; null where nobody asked. */
  servesWithoutAlpn: boolean | null;
  /** Whether a call passes without the client certificate that was refused; null where nobody asked. */
  servesWithoutCertificate: boolean | null;
  /** Where somebody listens at the loopback address of the other family; null where nobody does, or nobody asked. */
  otherLoopback: string | null;
  proxies: readonly ProxyDecision[];
  /** Whether the server refused the probe's own call, which was made whatever its SETTINGS say. */
  isRefused: boolean;
  /** When it was seen, ISO 8601: what dates are held against. */
  at: string;
}>;

/** What the stack's verifier finds; of what the probe's own found nothing in, only what stacks see differently. */
const refusals = (stack: StackName, { question, tls, diagnosis, at, hellos }: Seen) => {
  const known = diagnosis?.causes.map(({ code }) => code) ?? [];
  const trusts = question.roots?.facts ?? [];
  const serverName = verifiedName(stack, question);
  const told = { trusts, serverName, at };
  const hello = hellos.get(stack);
  // Another name can have another certificate.
  const another = serverName !== question.serverName && hello?.kind === "accepted";
  const chain = another ? hello.chain : (tls?.serverCertificate?.chain ?? []);
  const all = certificateRefusals(stack, chain, told, known).map((one) =>
    one.code === "hostname-mismatch" && serverName !== question.serverName
      ? { ...one, some: `it wants the authority's name, ${serverName}` }
      : one,
  );
  return diagnosis === null ? all.filter(({ code }) => ofSome.has(code)) : all;
};

const ofSome: ReadonlySet<CauseCode> = new Set([
  "certificate-malformed",
  "no-subject-alt-name",
  "hostname-mismatch",
  "ca-used-as-end-entity",
  "key-too-weak",
  "wrong-extended-key-usage",
]);

export const clientForecast = (stack: StackName, whole: Seen): ClientForecast => {
  // Whoever does not serve lets clients in all the same.
  const isLetIn = whole.diagnosis?.causes[0]?.code === "health-not-serving";
  const seen = isLetIn ? { ...whole, diagnosis: null } : whole;
  const proxy = seen.proxies.find((one) => one.stack === stack);
  if (proxy) {
    return { stack, end: "unknown", because: `${proxy.variable} sends it through ${proxy.proxy}` };
  }
  if (
    seen.otherLoopback !== null &&
    isLocalhost(seen.question) &&
    clientStacks[stack].localhost === "both families"
  ) {
    const because = `for localhost it dials ${seen.otherLoopback} too, where somebody listens`;
    return { stack, end: "unknown", because };
  }
  const hello = seen.hellos.get(stack);
  if (hello?.kind === "silent" && seen.diagnosis === null) {
    return { stack, end: "unknown", because: `its ClientHello: ${hello.saw}` };
  }
  const [cause] = seen.diagnosis?.causes ?? [];
  if (cause && isOfSome(cause)) return { stack, end: "unknown", because: otherAnswer };
  const open = openReasons.get(seen.diagnosis?.causes[0]?.code ?? "undiagnosed");
  if (open !== undefined && !seen.question.ownCall) {
    // It has to get so far.
    const before = reasonAgainst(stack, { ...seen, diagnosis: null });
    return before === null
      ? { stack, end: "unknown", because: open }
      : { stack, end: "fails", ...before };
  }
  if (isForItsOwnReader(stack, seen)) {
    return { stack, end: "unknown", because: "it reads certificates itself, not by OpenSSL" };
  }
  const reason = reasonAgainst(stack, seen);
  if (reason?.code === "http2-violation" && stack !== "node" && !isOfReply(seen)) {
    return {
      stack,
      end: "unknown",
      because: "Node's HTTP/2 ended it; others are not equally strict",
    };
  }
  if (reason === null && isRandom(stack, seen)) {
    return { stack, end: "unknown", because: "of headers of that size it refuses some, at random" };
  }
  return reason === null ? passes(stack, seen) : { stack, end: "fails", ...reason };
};

const isLocalhost = ({ target }: Question): boolean =>
  target.kind === "tcp" && /^(?:.+\.)?localhost\.?$/i.test(target.host);

/** Whether the first cause lies in a reply, of which it is known what each stack takes. */
const isOfReply = ({ http2, diagnosis }: Seen): boolean =>
  http2 !== null && replyFaults(http2).some(({ code }) => code === diagnosis?.causes[0]?.code);

/** Of a stack whose client gets in. */
export const passes = (
  stack: StackName,
  { http2, question }: Pick<Seen, "http2" | "question">,
): ClientForecast => {
  const fault = http2 && faultOfReply(http2, question, null);
  return { stack, end: "passes", ...(fault && { although: `the reply has ${fault.what}` }) };
};

/** Whether OpenSSL cannot read the certificate, and the stack has a reader of its own, as strict as that in other respects. */
const isForItsOwnReader = (stack: StackName, { tls }: Seen): boolean => {
  const [leaf] = tls?.serverCertificate?.chain ?? [];
  return (
    leaf !== undefined &&
    !isParsable(leaf) &&
    clientStacks[stack].verifier.lesserFaults["not-parsable"] === undefined
  );
};

/** Whether a reply has headers of which the stack's client refuses some. */
const isRandom = (stack: StackName, { http2 }: Seen): boolean => {
  const { surelyTakenBytes: sure } = clientStacks[stack].reply.headers;
  const replies = http2?.grpc?.replies ?? [];
  return sure !== undefined && replies.some(({ headerListSize }) => headerListSize > sure);
};

/** Of what the probe's own calls met, calls of others may meet nothing. */
const openReasons: ReadonlyMap<CauseCode, string> = new Map([
  ["path-not-routed", "only paths that the probe called were tried"],
  ["step-incomplete", "the service failed the probe's own call; another may pass"],
  ["deadline-exceeded", "the probe's call ended with its time, or a server's; another may not"],
]);

/** Causes that lie in what a ClientHello offers. */
export const ofHello: ReadonlySet<CauseCode> = new Set([
  "no-common-version",
  "no-common-cipher-suite",
  "no-common-group",
  "signature-scheme-not-offered",
  "certificate-curve-refused",
]);

const coded = (code: CauseCode): Reason => ({ code, because: code });

const reasonAgainst = (stack: StackName, whole: Seen): Reason | null => {
  const seen = staysOut(stack, whole) ? { ...whole, diagnosis: null } : whole;
  const { question, tls, diagnosis } = seen;
  const first = diagnosis?.causes[0]?.code ?? null;
  const hello = seen.hellos.get(stack);
  if (hello?.kind === "refused") {
    const words = `its ClientHello is refused: ${hello.saw}`;
    const isOwn = whole.attempt === "its own";
    if (isOwn && first !== null && ofHello.has(first)) {
      return { code: first, because: `${first} (${words})` };
    }
    // The probe's own ClientHello is Node's: a list here that says otherwise is wrong.
    const isTold = isOwn || (stack === "node" && diagnosis === null);
    if (!isTold) return { code: "undiagnosed", because: words };
  }
  if (first === "alpn-not-negotiated") {
    return clientStacks[stack].withoutAlpn === "goes on" && seen.servesWithoutAlpn === true
      ? null
      : coded(first);
  }
  // The same cause can lie in a status of HTTP, which all stacks take alike.
  if (seen.http2 && isOfReply(seen)) {
    const [fault] = replyFaults(seen.http2, clientStacks[stack].reply);
    return fault ? coded(fault.code) : null;
  }
  if (seen.http2 && first !== null && settingsFault(seen.http2)?.code === first) {
    const forbidden = settingsFault(seen.http2, clientStacks[stack].peerHeaderList) !== null;
    return forbidden || seen.isRefused ? coded(first) : null;
  }
  if (question.mode === "none") return first && coded(first);
  if (first === null || (ofCertificates.has(first) && tls?.serverCertificate)) {
    const found = refusals(stack, seen);
    const [one] = found;
    if (one) return { code: one.code, because: found.map(refusalWords).join(", then ") };
  } else return coded(first);
  return seen === whole ? ownCertificate(stack, question.credential?.facts ?? null, tls) : null;
};

/** Whether a stack does not meet what the probe's certificate met: it keeps its own back, and gets in without. */
const staysOut = (stack: StackName, { question, tls, servesWithoutCertificate }: Seen): boolean =>
  servesWithoutCertificate === true &&
  clientStacks[stack].ownUnlisted === "keeps it back" &&
  isUnlisted(question.credential?.facts ?? null, tls);

const refusalWords = ({ code, some }: Refusal): string =>
  some === null ? code : `${code} (${some})`;

/** What keeps a stack from sending the client certificate that it was given. */
const ownCertificate = (
  stack: StackName,
  own: CertificateFacts | null,
  tls: TlsFacts | null,
): Reason | null => {
  if (!own || !tls?.certificateRequest) return null;
  if (isUnlisted(own, tls) && clientStacks[stack].ownUnlisted === "keeps it back")
    return coded("client-certificate-withheld");
  return clientStacks[stack].signsNot.includes(own.keyType)
    ? { code: "key-not-loadable", because: `it cannot sign with a key of type ${own.keyType}` }
    : null;
};

/** Whether a server asks for a certificate of authorities among which is not the client's. */
export const isUnlisted = (own: CertificateFacts | null, tls: TlsFacts | null): boolean => {
  const authorities = tls?.certificateRequest?.authorities ?? [];
  return own !== null && authorities.length > 0 && !authorities.includes(own.issuer);
};
