import { otherAnswer } from "../diagnose/unsteady-endpoint.ts";
import { decisiveConnection } from "../domain/decisive-connection.ts";
import { printableWords } from "../domain/printable-words.ts";
import type { ProbeFact, ProbeRung } from "../domain/probe-report.ts";
import { clientStacks, type StackName, usualStacks } from "../knowledge/stacks.ts";
import type { GrpcAnswer } from "../run/dial/grpc-session.ts";
import { opensslReason } from "../run/proof/openssl-reason.ts";
import { firstAnswerLimitMs } from "./answer-limits.ts";
import {
  attemptLimitMs,
  type CallAttempt,
  denying,
  failing,
  healthPath,
  unknownPath,
} from "./attempt-call.ts";
import type { Attempted } from "./attempts.ts";
import { type ClientForecast, clientForecast, passes } from "./client-forecast.ts";
import { bad, odd, plain, refusedFact, skipped, verdictOf } from "./facts.ts";
import { decisiveTls, type Ladder, tlsOf } from "./ladder.ts";
import { type Needed, onlySome } from "./only-some.ts";
import type { ProxyDecision } from "./proxy-variables.ts";
import type { Question } from "./question.ts";
import { isUnsteady, steadinessFact } from "./told-unsteady.ts";

export const grpcRung = (ladder: Ladder, question: Question): ProbeRung => {
  const { attempts, grpcMs, spoken, steadiness } = ladder;
  const unsteady = steadinessFact(steadiness);
  const [first] = attempts;
  const refused = first && refusedCalls(first.attempt);
  if (!first || !spoken) return skipped("grpc", "no connection");
  const { attempt } = first;
  if (first.by === "client") return clientsOwn(first, ladder, question);
  const { answers, settings, services, end, error } = attempt;
  if (answers.length === 0 && end !== "passed") return skipped("grpc", "not reached");
  const health = answers.find(({ path }) => path === healthPath);
  const facts: readonly ProbeFact[] = [
    settings ? plain("SETTINGS", settingsWords(settings)) : bad("SETTINGS", "none came"),
    ...answers.map((answer) => answerFact(answer, attempt.health, question)),
    ...(refused ? [refused] : []),
    ...(services ? [plain("services", services.join(", ") || "none")] : []),
    ...(unsteady ? [unsteady] : []),
  ];
  const own = answers.find(({ path }) => path === question.ownCall?.path);
  return {
    name: "grpc",
    verdict: end === "passed" && first.diagnosis === null ? oddAtWorst(facts) : "failed",
    summary:
      end === "passed"
        ? `health ${healthWords(health, attempt.health)}${services ? `, ${services.length} services by reflection` : ""}${own ? `, ${own.path} ${own.status}` : ""}`
        : opensslReason(error ?? "no answer"),
    facts,
    elapsedMs: grpcMs,
    limitMs: attemptLimitMs(question) * attempts.length,
  };
};

/** Of a call that went through. */
const oddAtWorst = (facts: readonly ProbeFact[]) =>
  verdictOf(facts) === "passed" ? "passed" : "odd";

/** Calls that gRPC itself refused the caller, where others went through; null where there are none. */
const refusedCalls = ({ answers, end }: CallAttempt): ProbeFact | null => {
  const refused = answers.filter(
    ({ status, httpStatus }) => httpStatus === 200 && denying.has(status),
  );
  const [first] = refused;
  if (!first || end !== "passed") return null;
  const names = refused.map(({ path }) => path.slice(1)).join(", ");
  return odd(refusedFact, `${said(first.status, first.message)} (${names})`);
};

/** What a stack's own client tells of it, which is little. */
const clientsOwn = (
  { as, attempt }: Attempted,
  { grpcMs, attempts }: Ladder,
  question: Question,
): ProbeRung => {
  const { end, error } = attempt;
  const frames = http2Of(attempt)?.server.frames ?? [];
  const facts = [
    (end === "passed" ? plain : bad)(
      `client of ${as}`,
      end === "passed" ? "its call is answered" : (error ?? ""),
    ),
    plain("frames of the server", frames.slice(0, 12).join(", ") || "none"),
  ];
  return {
    name: "grpc",
    verdict: verdictOf(facts),
    summary: end === "passed" ? `health, by the client of ${as}` : opensslReason(error ?? "failed"),
    facts,
    elapsedMs: grpcMs,
    limitMs: attemptLimitMs(question) * attempts.length,
  };
};

const healthWords = (answer: GrpcAnswer | undefined, health: CallAttempt["health"]): string => {
  if (answer?.status !== "OK") return answer?.status ?? "not asked";
  return health ?? "OK, and no status";
};

const answerFact = (
  answer: GrpcAnswer,
  health: CallAttempt["health"],
  { ownCall }: Question,
): ProbeFact => {
  const { path, status, message, httpStatus } = answer;
  const words = said(status, message);
  const foreign = httpStatus !== null && httpStatus !== 200;
  if (path === unknownPath) {
    return status === "UNIMPLEMENTED" && !foreign
      ? plain("an unknown method", "UNIMPLEMENTED, as it should")
      : odd("an unknown method", words);
  }
  if (path === healthPath) {
    return status === "OK"
      ? healthWeights[health ?? "UNKNOWN"]("health", healthWords(answer, health))
      : (foreign ? bad : plain)("health", words);
  }
  return (path === ownCall?.path && status !== "OK" ? odd : plain)(
    path === ownCall?.path ? path : "reflection",
    words,
  );
};

const healthWeights = { SERVING: plain, NOT_SERVING: bad, UNKNOWN: bad, SERVICE_UNKNOWN: odd };

/** Printable and short. */
const said = (status: string, message: string): string => {
  const words = printableWords(opensslReason(message), 120);
  return words === "" ? status : `${status}: ${words}`;
};

const settingsWords = (settings: Readonly<Record<string, unknown>>): string =>
  ["maxConcurrentStreams", "initialWindowSize", "maxHeaderListSize"]
    .flatMap((name) => {
      const value = settings[name];
      return typeof value === "number"
        ? [`${name} ${value === most ? "without limit" : value}`]
        : [];
    })
    .join(", ");

/** The largest value of a setting, of 32 bits (RFC 9113 section 6.5.1): servers send it where they set no limit. */
const most = 0xffffffff;

const http2Of = ({ connections }: CallAttempt) =>
  decisiveConnection(connections)?.wire.http2 ?? null;

/** What became of a stack's own client, which no forecast contradicts. */
const endOf = (
  stack: StackName,
  { attempt, diagnosis }: Attempted,
  question: Question,
): ClientForecast => {
  if (attempt.end === "passed") return passes(stack, { http2: http2Of(attempt), question });
  const code = diagnosis?.causes[0]?.code ?? "undiagnosed";
  // Of a connection that nobody could read the client's own words tell more.
  const because = diagnosis?.determinable ? code : printableWords(attempt.error ?? "", 120);
  return { stack, end: "fails", code, because };
};

const neededOf = (ladder: Ladder, { credential }: Question): Needed => {
  const taken = ladder.offers?.groups.filter(({ handshake }) => handshake.kind === "accepted");
  const leaf = decisiveTls(ladder)?.serverCertificate?.chain[0];
  return {
    groups: taken?.map(({ name }) => name) ?? [],
    keyTypes: [leaf, credential?.facts].flatMap((facts) => (facts ? [facts.keyType] : [])),
  };
};

const endSigns = { passes: "✓", fails: "✗", unknown: "?" };

/** Of stacks that were asked for, in brackets those whose own clients were not tried. */
const forecastWords = (
  forecasts: readonly ClientForecast[],
  attempts: Ladder["attempts"],
  { stacks }: Question,
): string => {
  const isForeseen = (stack: StackName) =>
    stacks.includes(stack) && !attempts.some(({ as, by }) => as === stack && by === "client");
  const words = forecasts.map(({ stack, end }) =>
    isForeseen(stack) ? `${stack} (${endSigns[end]})` : `${stack} ${endSigns[end]}`,
  );
  const legend = forecasts.some(({ stack }) => isForeseen(stack))
    ? "; in brackets foreseen, not tried"
    : "";
  return `${words.join(" ")}${legend}`;
};

/** Its first call: later ones are of an endpoint that answered. */
const isRefused = (attempt: CallAttempt | undefined): boolean => {
  const first = attempt?.answers[0];
  return first !== undefined && failing.has(first.status);
};

/**
 * What becomes of the clients of each stack that is asked for, in their order.
 *
 * @param now - what dates are held against, in milliseconds of the epoch.
 */
export const forecastsOf = (
  ladder: Ladder,
  question: Question,
  proxies: readonly ProxyDecision[],
  now: number,
): readonly ClientForecast[] => {
  const { attempts, hellos, servesWithoutAlpn, servesWithoutCertificate } = ladder;
  const asked = question.stacks.length > 0 ? question.stacks : usualStacks;
  return asked.map((stack) => {
    const own = attempts.find(({ as }) => as === stack);
    const proxied = proxies.some((one) => one.stack === stack);
    if (own?.by === "client" && !proxied) return endOf(stack, own, question);
    const tried = own ?? attempts[0];
    const forecast = clientForecast(stack, {
      question,
      diagnosis: tried?.diagnosis ?? null,
      attempt: own ? "its own" : "the probe's",
      tls: (own && tlsOf(own.attempt)) ?? decisiveTls(ladder),
      http2: tried ? http2Of(tried.attempt) : null,
      hellos,
      servesWithoutAlpn,
      servesWithoutCertificate,
      otherLoopback: ladder.endpoint.otherLoopback ?? null,
      proxies,
      isRefused: isRefused(tried?.attempt),
      at: new Date(now).toISOString(),
    });
    return forecast.end === "passes" && isUnsteady(ladder.steadiness)
      ? { stack, end: "unknown", because: otherAnswer }
      : forecast;
  });
};

export const clientsRung = (
  ladder: Ladder,
  question: Question,
  forecasts: readonly ClientForecast[],
): ProbeRung => {
  const { attempts, clientsMs } = ladder;
  const needed = neededOf(ladder, question);
  const facts = forecasts.map((forecast): ProbeFact => {
    const { stack, end } = forecast;
    const own = attempts.find(({ as }) => as === stack);
    const tried = own?.by === "client" ? "its client tried" : own ? "its hello tried" : "foreseen";
    const only = own?.by === "client" ? null : onlySome(clientStacks[stack].hello, needed);
    if (end === "passes") {
      if (only !== null) return odd(stack, `passes: ${only}`);
      const { although } = forecast;
      return although === undefined
        ? plain(stack, `passes, ${tried}`)
        : odd(stack, `passes, ${tried}, although ${although}`);
    }
    const weighed = end === "fails" && attempts[0]?.diagnosis ? bad : odd;
    return weighed(stack, `${end}: ${forecast.because}`);
  });
  return {
    name: "clients",
    verdict: verdictOf(facts),
    summary: forecastWords(forecasts, attempts, question),
    facts,
    elapsedMs: clientsMs,
    limitMs: 3 * firstAnswerLimitMs(question),
  };
};
