import type { CauseCode } from "../domain/cause.ts";
import type { JudgedStep } from "../domain/run-result.ts";
import type { About } from "./about.ts";
import { decisiveConnection, type Rule, type Symptoms, wire } from "./rule.ts";

const clause = "harness/CONTRACT.md, Server; proto/kv.proto";

const failedStep = (symptoms: Symptoms): JudgedStep | undefined =>
  symptoms.outcome.phase === "proof" ? symptoms.steps.find((step) => !step.passed) : undefined;

/**
 * Whether the client reports a status that the server never gave; or, where the answer to every call was seen,
 * more often than it gave it.
 */
const misreported = ({ evidence }: Symptoms): boolean => {
  const answers = decisiveConnection(evidence)?.wire.http2?.server.headers ?? [];
  const given = answers.flatMap(({ grpcStatus }) => grpcStatus ?? []);
  const calls = evidence.report?.steps.flatMap((step) => step.calls) ?? [];
  const said = calls.map(({ status }) => status);
  if (given.length === 0) return false;
  return said.some((status) =>
    given.length >= said.length
      ? count(said, status) > count(given, status)
      : !given.includes(status),
  );
};

const count = (statuses: readonly string[], wanted: string): number =>
  statuses.filter((status) => status === wanted).length;

/** The first step that failed, where it fits, is the cause. */
export const wrongAnswer = (
  code: CauseCode,
  about: About,
  fits: (step: JudgedStep) => boolean,
  sentence: string,
): Rule => ({
  code,
  clause,
  about,
  diagnose: (symptoms) => {
    const step = failedStep(symptoms);
    if (!step || !fits(step)) return undefined;
    const seen = !misreported(symptoms);
    return {
      side: seen ? "server" : null,
      decided: seen,
      sentence,
      matched: [
        { by: "client", text: `${step.name}: ${step.difference}` },
        ...(seen ? [] : [wire("no answer of the server has the status that the client reports")]),
      ],
      remedy: "correct the service's implementation",
      nextCheck: "hold the client's report against the answers in handshake.txt",
    };
  },
});
