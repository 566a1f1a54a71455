import type { CauseCode } from "../domain/cause.ts";
import { decisiveConnection } from "../domain/decisive-connection.ts";
import type { EndpointEvidence } from "../domain/probe-evidence.ts";
import type { CertificateFacts } from "../domain/wire-facts.ts";
import { clientStacks, type StackName, usualStacks } from "../knowledge/stacks.ts";
import type { Endpoint } from "../run/observe/tap.ts";
import { protocolFrom } from "../wire/stream-protocol.ts";
import { answerOf, otherAnswers, type Reached } from "./address-answers.ts";
import { firstAnswerLimitMs, trialLimitMs } from "./answer-limits.ts";
import { listenTo } from "./ask.ts";
import { atMost } from "./at-most.ts";
import { attemptCall } from "./attempt-call.ts";
import { type Attempted, attemptAll, attemptDiffering, goneOn, unreachable } from "./attempts.ts";
import { believed, isClosed } from "./believed-hellos.ts";
import { isUnlisted } from "./client-forecast.ts";
import { type Handshake, handshake } from "./handshake.ts";
import { otherCertificate } from "./other-certificate.ts";
import { otherLoopback } from "./other-loopback.ts";
import { otherProtocols } from "./other-protocols.ts";
import type { Question } from "./question.ts";
import { quicAnswer } from "./quic-answer.ts";
import { refusedAgain, withAnsweredAgain } from "./repeated-call.ts";
import type { Resolved } from "./resolve-target.ts";
import { bannerMs, clearAnswer, helloTo, type Spoken, speaks } from "./speaks.ts";
import { helloOptions } from "./stack-hello.ts";
import { type Steadiness, steadiness } from "./steadiness.ts";
import { shownEndpoint, shownTarget } from "./target.ts";
import { type TlsOffers, tlsOffers } from "./tls-offers.ts";
import { verifiedName } from "./verified-name.ts";

/** The answer of a QUIC server to its first packet takes one round trip. */
const quicMs = 500;

/** Addresses that are connected to. */
export const addressLimit = 8;

/** Everything that the ladder saw; times in milliseconds. */
export type Ladder = Readonly<{
  resolved: Resolved & Readonly<{ elapsedMs: number }>;
  /** In the order of the addresses. */
  reached: readonly Reached[];
  connectMs: number;
  /** Of the first address that can be reached; null where none can. */
  spoken: Spoken | null;
  speaksMs: number;
  offers: TlsOffers | null;
  tlsMs: number;
  endpoint: EndpointEvidence;
  /** The first one decides; those of stacks whose ClientHello came to another end stand last. */
  attempts: readonly Attempted[];
  grpcMs: number;
  /** Of an endpoint that let a call through. */
  steadiness: Steadiness;
  hellos: ReadonlyMap<StackName, Handshake>;
  servesWithoutAlpn: boolean | null;
  servesWithoutCertificate: boolean | null;
  clientsMs: number;
}>;

/** What a ladder needs of its surroundings. */
export type Surroundings = Readonly<{
  resolve: (target: Question["target"], limitMs: number) => Promise<Resolved>;
  /** What Node trusts where no roots are named. */
  defaultRoots: () => readonly CertificateFacts[];
}>;

/** Climbs as far as there is something to try. */
export const runLadder = async (
  question: Question,
  { resolve, defaultRoots }: Surroundings,
): Promise<Ladder> => {
  const { target, timeoutMs } = question;
  const [resolved, resolveMs] = await timed(resolve(target, timeoutMs));
  const limits = { connectMs: timeoutMs, listenMs: bannerMs };
  const dialled = resolved.endpoints
    .slice(0, addressLimit)
    .map((endpoint) => ({ endpoint, ...listenTo(endpoint, new Uint8Array(0), limits) }));
  const errors = await Promise.all(dialled.map(({ connected }) => connected));
  const main = dialled[errors.indexOf(null)];
  const [[spoken, speaksMs], reached] = await Promise.all([
    timed(
      main
        ? speaks(main.endpoint, question, main.heard, firstAnswerLimitMs(question), main.stop)
        : Promise.resolve(null),
    ),
    Promise.all(dialled.map(async ({ endpoint, heard }) => ({ endpoint, heard: await heard }))),
  ]);
  const connectMs = Math.max(0, ...reached.map(({ heard }) => heard.connectMs));
  const base = { resolved: { ...resolved, elapsedMs: resolveMs }, reached, connectMs };
  if (!main || !spoken) {
    const address = reached[0]?.endpoint;
    const dialError = reached[0]?.heard.dialError ?? resolved.error ?? "no address";
    const isRefused = address !== undefined && /ECONNREFUSED/.test(dialError);
    const [quic, loopback] = isRefused
      ? await Promise.all([
          quicAnswer(address, Math.min(timeoutMs, quicMs)),
          otherLoopback(resolved.endpoints),
        ])
      : [null, null];
    const endpoint: EndpointEvidence = {
      address: address ? shownEndpoint(address) : shownTarget(target),
      addresses: reached.map(({ endpoint: one, heard }) => ({
        address: shownEndpoint(one),
        dialError: heard.dialError,
        answer: null,
      })),
      inTheClear: null,
      ...(quic && { protocol: quic }),
      ...(loopback !== null && { otherLoopback: loopback }),
      serverCertificate: null,
    };
    return {
      ...base,
      spoken: null,
      speaksMs: 0,
      offers: null,
      tlsMs: 0,
      endpoint,
      attempts: [await unreachable(dialError, question, endpoint, defaultRoots)],
      grpcMs: 0,
      steadiness: { kind: "steady" },
      hellos: new Map(),
      servesWithoutAlpn: null,
      servesWithoutCertificate: null,
      clientsMs: 0,
    };
  }
  const tls = spoken.hello.kind === "accepted" && question.mode !== "none";
  const limitMs = trialLimitMs(question, spoken);
  const [others, [offers, tlsMs], [hellos, clientsMs], other] = await Promise.all([
    otherAnswers(reached, main.endpoint, question, limitMs),
    timed(tls ? tlsOffers(main.endpoint, question, limitMs) : Promise.resolve(null)),
    timed(
      tls || isRefused(spoken.hello, question)
        ? stackTrials(main.endpoint, question, limitMs, tls)
        : Promise.resolve(new Map()),
    ),
    otherProtocols(main.endpoint, spoken, limitMs),
  ]);
  const inTheClear = clearAnswer(spoken);
  const answer = question.mode === "none" ? `${inTheClear.kind}` : answerOf(spoken.hello);
  const endpoint: EndpointEvidence = {
    address: shownEndpoint(main.endpoint),
    addresses: reached.map(({ endpoint: one, heard }) => ({
      address: shownEndpoint(one),
      dialError: heard.dialError,
      answer: one === main.endpoint ? answer : (others.get(one) ?? null),
    })),
    inTheClear,
    ...other,
    serverCertificate: spoken.hello.kind === "accepted" ? (spoken.hello.chain[0] ?? null) : null,
    certificates: leavesOf([spoken.hello, ...(offers ? allOf(offers) : [])]),
    ...ledToH2(hellos),
  };
  const deviating = reached.filter(
    ({ endpoint: one }) => others.has(one) && others.get(one) !== answer,
  );
  const [attempts, grpcMs] = await timed(
    attemptAll(
      [main, ...deviating].map((one) => one.endpoint),
      question,
      endpoint,
      spoken.hello,
      defaultRoots,
    ).then(async ([first, ...rest]) =>
      first ? [await withAnsweredAgain(first, main.endpoint, question), ...rest] : [],
    ),
  );
  const [own] = attempts;
  const steady: Steadiness =
    own?.diagnosis === null
      ? (otherCertificate(own.attempt, endpoint.certificates ?? [], question) ??
        otherProtocol(hellos) ??
        (await refusedAgain(own.attempt, main.endpoint, question)) ??
        (await steadiness(main.endpoint, question, {
          before: wasAnswered(spoken, question),
          limitMs,
          callMs: own.attempt.elapsedMs,
        })))
      : { kind: "steady" };
  const first = attempts[0]?.diagnosis?.causes[0]?.code;
  const behind =
    first === "alpn-not-negotiated"
      ? await goneOn(attempts, main.endpoint, question, endpoint, defaultRoots)
      : { attempts, serves: null };
  const [differing, differingMs] = await timed(
    attemptDiffering(attempts, hellos, main.endpoint, question, endpoint, defaultRoots),
  );
  return {
    ...base,
    spoken,
    speaksMs,
    offers,
    tlsMs,
    endpoint,
    attempts: [...behind.attempts, ...differing],
    grpcMs,
    steadiness: steady,
    hellos,
    servesWithoutAlpn: behind.serves,
    servesWithoutCertificate: await withoutCertificate(first, own, main.endpoint, question),
    clientsMs: clientsMs + differingMs,
  };
};

/** Some stacks keep back a certificate that is of none of the authorities that the server names. */
const withoutCertificate = async (
  first: CauseCode | undefined,
  own: Attempted | undefined,
  endpoint: Endpoint,
  question: Question,
): Promise<boolean | null> => {
  const { credential } = question;
  const tls = own ? tlsOf(own.attempt) : null;
  const isRefused = first === "client-certificate-untrusted";
  if (!isRefused || !isUnlisted(credential?.facts ?? null, tls)) return null;
  const asked: Question = { ...question, mode: "tls", credential: null };
  return (await attemptCall(endpoint, asked, null)).end === "passed";
};

/** A server of gRPC takes h2 of every ClientHello, or of none (RFC 7301 section 3.2); null where none was refused for it. */
const otherProtocol = (hellos: ReadonlyMap<StackName, Handshake>): Steadiness | null => {
  for (const [stack, hello] of hellos) {
    if (hello.kind === "refused" && /no application protocol/.test(hello.saw))
      return { kind: "other protocol", saw: `a ClientHello as ${stack}'s: ${hello.saw}` };
  }
  return null;
};

const ledToH2 = (
  hellos: ReadonlyMap<StackName, Handshake>,
): Pick<EndpointEvidence, "h2Elsewhere"> => {
  const led = [...hellos].find(([, hello]) => hello.kind === "accepted" && hello.alpn === "h2");
  return led ? { h2Elsewhere: led[0] } : {};
};

/** Each once. */
const leavesOf = (hellos: readonly Handshake[]): readonly CertificateFacts[] => {
  const leaves = hellos.flatMap((hello) =>
    hello.kind === "accepted" ? hello.chain.slice(0, 1) : [],
  );
  return [...new Map(leaves.map((leaf) => [leaf.sha256, leaf])).values()];
};

const allOf = ({ versions, groups, http1, withoutAlpn }: TlsOffers): readonly Handshake[] => [
  ...[...versions, ...groups].map((one) => one.handshake),
  http1,
  withoutAlpn,
];

const timed = async <Value>(work: Promise<Value>): Promise<readonly [Value, number]> => {
  const begun = performance.now();
  const value = await work;
  return [value, performance.now() - begun];
};

const wasAnswered = ({ hello, preface }: Spoken, { mode }: Question): boolean =>
  mode === "none" ? protocolFrom("server", preface.bytes) === "http2" : hello.kind === "accepted";

const isRefused = (hello: Handshake, { mode }: Question) =>
  hello.kind === "refused" && mode !== "none";

const stackTrials = async (
  endpoint: Endpoint,
  question: Question,
  limitMs: number,
  answered: boolean,
): Promise<ReadonlyMap<StackName, Handshake>> => {
  const { credential, stacks } = question;
  const asked = stacks.length > 0 ? stacks : usualStacks;
  const made = await atMost(3, asked, async (stack) => {
    const hello = helloOptions(clientStacks[stack].hello);
    const name = verifiedName(stack, question);
    const asked = { endpoint, serverName: name, limitMs, hello, credential };
    return [stack, await handshake(asked)] as const;
  });
  if (!answered || !made.some(([, one]) => isClosed(one))) return new Map(made);
  return believed(made, await helloTo(endpoint, question, limitMs));
};

export const tlsOf = ({ connections }: Attempted["attempt"]) =>
  decisiveConnection(connections)?.wire.tls ?? null;

/** The TLS of the attempt that decides; null without TLS. */
export const decisiveTls = ({ attempts: [first] }: Pick<Ladder, "attempts">) =>
  first ? tlsOf(first.attempt) : null;
