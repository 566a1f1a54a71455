import { setTimeout as pause } from "node:timers/promises";
import type { CertificateFinding } from "../diagnose/certificate-findings.ts";
import type { Endpoint } from "../run/observe/tap.ts";
import { protocolFrom } from "../wire/stream-protocol.ts";
import type { Question } from "./question.ts";
import { askPreface, askPrefaceInTls } from "./speaks.ts";

/** How an endpoint that let a call through answers the same beginning, asked again. */
export type Steadiness = Readonly<
  | { kind: "steady" }
  /**
   * `limited`: it answers each connection that comes after a pause, or alone, and fails beside others each time.
   * `unsteady`: not even then, or it failed once.
   */
  | { kind: "limited"; asked: number; answered: number }
  | { kind: "unsteady"; asked: number; answered: number }
  /** The health check was answered, and refused when it was made again; `later`: what became of it after a pause. */
  | { kind: "refuses again"; later: Later; status: string; words: string }
  /** Another connection, whose ClientHello offered h2 too, was refused for its protocols; `saw`: whose it was, and how. */
  | { kind: "other protocol"; saw: string }
  /** Another connection was shown a certificate that clients refuse. */
  | { kind: "other certificate"; fault: CertificateFinding }
>;

type Later = "answered" | "refused" | "not asked";

/** How often is asked again, one after the other; and again with pauses, if one of these is not answered. */
const times = 2;

/** Limits of a rate are mostly counted by the second. */
export const pauseMs = 1100;

/** What came before. */
type Before = Readonly<{
  /** Whether the same was answered before the call, beside other connections. */
  before: boolean;
  /** How long was waited for it. */
  limitMs: number;
  /** How long the call took that went through. */
  callMs: number;
}>;

export const steadiness = async (
  endpoint: Endpoint,
  question: Question,
  { before: wasAnswered, limitMs: askedMs, callMs }: Before,
): Promise<Steadiness> => {
  // Who answers slowly is not unsteady: it has to have the time that its call took.
  const isSlow = callMs > askedMs / 2;
  const before = wasAnswered || isSlow;
  const limitMs = Math.min(question.timeoutMs, isSlow ? 3 * callMs : askedMs);
  const answeredOf = async (betweenMs: number): Promise<number> => {
    let answered = 0;
    for (let asked = 0; asked < times; asked++) {
      if (betweenMs > 0) await pause(betweenMs);
      if (await isAnswered(endpoint, question, limitMs)) answered++;
    }
    return answered;
  };
  const atOnce = await answeredOf(0);
  if (before && atOnce === times) return { kind: "steady" };
  const slowly = await answeredOf(pauseMs);
  const alone = slowly === times && (before || atOnce === times);
  return {
    kind:
      alone && (before || !(await isAnsweredBesideOthers(endpoint, question, limitMs)))
        ? "limited"
        : "unsteady",
    asked: 1 + 2 * times,
    answered: Number(before) + atOnce + slowly,
  };
};

/** As before the call: one of three that begin together (speaks.ts). */
const isAnsweredBesideOthers = async (endpoint: Endpoint, question: Question, limitMs: number) => {
  const [answered] = await Promise.all([
    isAnswered(endpoint, question, limitMs),
    askPreface(endpoint, limitMs),
    askPreface(endpoint, limitMs),
  ]);
  return answered;
};

const isAnswered = async (
  endpoint: Endpoint,
  question: Question,
  limitMs: number,
): Promise<boolean> =>
  protocolFrom(
    "server",
    question.mode === "none"
      ? (await askPreface(endpoint, limitMs)).bytes
      : await askPrefaceInTls(endpoint, question, limitMs),
  ) === "http2";
