import { usualStacks } from "../knowledge/stacks.ts";
import { firstAnswerLimitMs, otherAnswerLimitMs } from "./answer-limits.ts";
import { attemptLimitMs } from "./attempt-call.ts";
import { differingAtOnce } from "./attempts.ts";
import { addressLimit } from "./ladder.ts";
import { loopbackMs } from "./other-loopback.ts";
import { questionCount, questionRounds } from "./other-protocols.ts";
import type { Question } from "./question.ts";
import { bannerMs } from "./speaks.ts";
import { pauseMs } from "./steadiness.ts";
import { shownTarget } from "./target.ts";
import { offerConnections } from "./tls-offers.ts";
import { mostRedials } from "./unprocessed-calls.ts";

/** Each of two rounds of trials (proof/tls-trials.ts). */
const trialMs = 4000;

export type PlannedRung = Readonly<{
  name: string;
  does: string;
  connections: string;
  limitMs: number;
}>;

/** What a probe would do; nothing is sent for it. */
export const plannedRungs = (question: Question): readonly PlannedRung[] => {
  const { mode, timeoutMs, stacks, target } = question;
  const tls = mode !== "none";
  const limitMs = firstAnswerLimitMs(question);
  const asked = stacks.length > 0 ? stacks : usualStacks;
  const row = (
    name: string,
    does: string,
    connections: number | string,
    limit: number,
  ): PlannedRung => ({
    name,
    does,
    connections: String(connections),
    limitMs: limit,
  });
  // One for each attempt, and further ones where the server ends what it served without a fault.
  const calls = Math.max(1, stacks.length);
  const named = target.kind === "tcp" ? `at most ${addressLimit}` : "1";
  return [
    row("resolve", "getaddrinfo; read the proxy variables", 0, timeoutMs),
    row("connect", `to every address; listen for ${bannerMs} ms`, named, timeoutMs + bannerMs),
    ...(target.kind === "tcp"
      ? [row("loopback", "if it refuses: its other family", 1, loopbackMs)]
      : []),
    row(
      "speaks",
      "ClientHello; HTTP/2 and HTTP/1.1 in the clear",
      question.credential ? "3 or 4" : 3,
      limitMs,
    ),
    ...(target.kind === "tcp"
      ? [
          row(
            "addresses",
            "the same, or a call, at others of the name",
            tls ? "at most 6" : "at most 12",
            limitMs,
          ),
        ]
      : []),
    row(
      "protocols",
      "if nothing answers: other protocols",
      `at most ${questionCount}`,
      questionRounds * otherAnswerLimitMs(question),
    ),
    ...(tls
      ? [
          row(
            "tls, alpn",
            "hellos with one version, group or protocol",
            offerConnections,
            3 * limitMs,
          ),
          // One more, where some are closed without an alert.
          row("clients", "a hello of the shape of each stack's", asked.length + 1, 3 * limitMs),
        ]
      : []),
    row(
      "grpc",
      `health, reflection, an unknown method${question.ownCall ? ", --call" : ""}`,
      `${calls} to ${(1 + mostRedials) * calls}`,
      attemptLimitMs(question) * calls,
    ),
    ...(tls && stacks.length === 0
      ? [
          row(
            "differing",
            "as stacks whose hello ends otherwise",
            `at most ${6 * (usualStacks.length - 1)}`,
            Math.ceil((usualStacks.length - 1) / differingAtOnce) *
              (2 * trialMs + attemptLimitMs(question)),
          ),
        ]
      : []),
    row("steady", "if that passes: its beginning again", "2 to 4", 4 * limitMs + 2 * pauseMs),
    row(
      "causes",
      "if that fails: hellos with one list cut down",
      "at most 7",
      2 * trialMs + attemptLimitMs(question),
    ),
  ];
};

/** The longest that a probe of one address can take. */
export const totalLimitMs = (question: Question): number =>
  plannedRungs(question).reduce((sum, { limitMs }) => sum + limitMs, 0);

export const renderPlan = (question: Question): string => {
  const rows = plannedRungs(question).map(
    ({ name, does, connections, limitMs }) =>
      `${name.padEnd(10)} ${does.padEnd(46)} ${connections.padEnd(12)} ${(limitMs / 1000).toFixed(1)} s`,
  );
  return [
    `would probe ${shownTarget(question.target)} with ${question.mode === "none" ? "no TLS" : question.mode}, name ${question.serverName}`,
    "",
    `${"rung".padEnd(10)} ${"what it does".padEnd(46)} ${"connections".padEnd(12)} limit`,
    ...rows,
    "",
    `in all at most ${(totalLimitMs(question) / 1000).toFixed(1)} s for an address`,
    "",
  ].join("\n");
};
