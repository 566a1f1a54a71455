import { decisiveConnection } from "../domain/decisive-connection.ts";
import type { ProbeFact, ProbeRung } from "../domain/probe-report.ts";
import { stackNames } from "../knowledge/stacks.ts";
import type { GrpcAnswer } from "../run/dial/grpc-session.ts";
import { opensslReason } from "../run/proof/openssl-reason.ts";
import { attemptLimitMs, healthPath, unknownPath } from "./attempt-call.ts";
import type { Attempted } from "./attempts.ts";
import { type ClientForecast, clientForecast } from "./client-forecast.ts";
import { bad, credentialsFact, odd, plain, skipped, verdictOf } from "./facts.ts";
import { answerMs, decisiveTls, type Ladder } from "./ladder.ts";
import { printableWords } from "./printable-words.ts";
import type { ProxyDecision } from "./proxy-variables.ts";
import type { Question } from "./question.ts";
import { steadinessFact } from "./steadiness.ts";

export const grpcRung = (ladder: Ladder, question: Question): ProbeRung => {
  const { attempts, grpcMs, spoken, steadiness } = ladder;
  const unsteady = steadinessFact(steadiness);
  const [first] = attempts;
  if (!first || !spoken) return skipped("grpc", "no connection");
  const { attempt } = first;
  if (first.by === "client") return clientsOwn(first, ladder, question);
  const { answers, settings, services, end, error } = attempt;
  if (answers.length === 0 && end !== "passed") return skipped("grpc", "not reached");
  const health = answers.find(({ path }) => path === healthPath);
  const facts: readonly ProbeFact[] = [
    settings ? plain("SETTINGS", settingsWords(settings)) : bad("SETTINGS", "none came"),
    ...answers.map((answer) => answerFact(answer, question)),
    ...(health && isRefused(health) ? [odd(credentialsFact, wantedWords(health))] : []),
    ...(services ? [plain("services", services.join(", ") || "none")] : []),
    ...(unsteady ? [unsteady] : []),
  ];
  const own = answers.find(({ path }) => path === question.ownCall?.path);
  return {
    name: "grpc",
    verdict: end === "passed" ? (verdictOf(facts) === "passed" ? "passed" : "odd") : "failed",
    summary:
      end === "passed"
        ? `health ${healthWords(health)}${services ? `, ${services.length} services by reflection` : ""}${own ? `, ${own.path} ${own.status}` : ""}`
        : opensslReason(error ?? "no answer"),
    facts,
    elapsedMs: grpcMs,
    limitMs: attemptLimitMs(question) * attempts.length,
  };
};

/** gRPC itself answered, and the call lacks what it wants. */
const isRefused = ({ status, httpStatus }: GrpcAnswer): boolean =>
  httpStatus === 200 && (status === "UNAUTHENTICATED" || status === "PERMISSION_DENIED");

const wantedWords = ({ status, message }: GrpcAnswer): string =>
  `the server wants some: ${said(status, message)}`;

/** What a stack's own client tells of it, which is little. */
const clientsOwn = (
  { as, attempt: { end, error, connections } }: Attempted,
  { grpcMs, attempts }: Ladder,
  question: Question,
): ProbeRung => {
  const frames = decisiveConnection(connections)?.wire.http2?.server.frames ?? [];
  const facts = [
    (end === "passed" ? plain : bad)(
      `client of ${as}`,
      end === "passed" ? "health answered" : (error ?? ""),
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

/** grpc.health.v1 HealthCheckResponse: status is field 1. */
const healthWords = (health: GrpcAnswer | undefined): string => {
  if (health?.status !== "OK") return health?.status ?? "not asked";
  const names = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"];
  const { received } = health;
  return names[received?.[0] === 8 ? (received[1] ?? 0) : 0] ?? "UNKNOWN";
};

const answerFact = (answer: GrpcAnswer, { ownCall }: Question): ProbeFact => {
  const { path, status, message, httpStatus } = answer;
  const words = said(status, message);
  const foreign = httpStatus !== null && httpStatus !== 200;
  if (path === unknownPath) {
    return status === "UNIMPLEMENTED" && !foreign
      ? plain("an unknown method", "UNIMPLEMENTED, as it should")
      : odd("an unknown method", words);
  }
  if (path === healthPath) {
    const serving = status === "OK" ? healthWords(answer) : words;
    return (status === "OK" ? (serving === "SERVING" ? plain : odd) : foreign ? bad : plain)(
      "health",
      serving,
    );
  }
  return (path === ownCall?.path && status !== "OK" ? odd : plain)(
    path === ownCall?.path ? path : "reflection",
    words,
  );
};

/** Printable and short. */
const said = (status: string, message: string): string => {
  const words = printableWords(opensslReason(message), 120);
  return words === "" ? status : `${status}: ${words}`;
};

const settingsWords = (settings: Readonly<Record<string, unknown>>): string =>
  ["maxConcurrentStreams", "initialWindowSize", "maxHeaderListSize"]
    .flatMap((name) => (typeof settings[name] === "number" ? [`${name} ${settings[name]}`] : []))
    .join(", ");

/** @param now - what dates are held against, in milliseconds of the epoch. */
export const clientsRung = (
  ladder: Ladder,
  question: Question,
  proxies: readonly ProxyDecision[],
  now: number,
): ProbeRung => {
  const { attempts, hellos, servesWithoutAlpn, clientsMs } = ladder;
  const asked = question.stacks.length > 0 ? question.stacks : stackNames;
  const forecasts = asked.map((stack): ClientForecast => {
    const tried = attempts.find(({ as }) => as === stack);
    const proxied = proxies.some((one) => one.stack === stack);
    if (tried && !proxied && tried.diagnosis) {
      return { stack, end: "fails", because: tried.diagnosis.causes[0]?.code ?? "undiagnosed" };
    }
    const diagnosis = tried ? tried.diagnosis : (attempts[0]?.diagnosis ?? null);
    return clientForecast(stack, {
      question,
      diagnosis,
      tls: decisiveTls(ladder),
      hellos,
      servesWithoutAlpn,
      proxies,
      at: new Date(now).toISOString(),
    });
  });
  const facts = forecasts.map(({ stack, end, because }): ProbeFact => {
    const own = attempts.find(({ as }) => as === stack);
    const tried = own?.by === "client" ? "its client tried" : own ? "its hello tried" : "foreseen";
    return end === "passes"
      ? plain(stack, `passes, ${tried}`)
      : (end === "fails" && attempts[0]?.diagnosis ? bad : odd)(stack, `${end}: ${because}`);
  });
  return {
    name: "clients",
    verdict: verdictOf(facts),
    summary: forecasts
      .map(({ stack, end }) => `${stack} ${{ passes: "✓", fails: "✗", unknown: "?" }[end]}`)
      .join(" "),
    facts,
    elapsedMs: clientsMs,
    limitMs: 3 * Math.min(question.timeoutMs, answerMs),
  };
};
