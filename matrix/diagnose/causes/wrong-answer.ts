import type { CauseCode } from "../../domain/cause.ts";
import type { JudgedStep } from "../../domain/run-result.ts";
import { clientTexts, type Rule, type Symptoms } from "../rule.ts";

const clause = "harness/CONTRACT.md, Server; proto/kv.proto";

const failedStep = (symptoms: Symptoms): JudgedStep | undefined =>
  symptoms.outcome.phase === "proof" ? symptoms.steps.find((step) => !step.passed) : undefined;

const wrongAnswer = (
  code: CauseCode,
  fits: (step: JudgedStep) => boolean,
  sentence: string,
): Rule => ({
  code,
  clause,
  diagnose: (symptoms) => {
    const step = failedStep(symptoms);
    if (!step || !fits(step)) return undefined;
    return {
      side: "server",
      decided: true,
      sentence,
      evidence: [{ by: "client", text: `${step.name}: ${step.difference}` }],
      remedy: "correct the service's implementation",
    };
  },
});

export const missingKeyNotReported = wrongAnswer(
  "missing-key-not-reported",
  (step) => step.name === "get-missing",
  "The server does not answer NOT_FOUND for a key that was never put.",
);

export const valueCorrupted = wrongAnswer(
  "value-corrupted",
  (step) => step.difference?.includes("SHA-256") === true,
  "A value came back other than it was put.",
);

export const stepIncomplete = wrongAnswer(
  "step-incomplete",
  () => true,
  "A proof step ended otherwise than the contract wants it.",
);

/** The peer speaks gRPC and does not know the service. */
export const serviceUnimplemented: Rule = {
  code: "service-unimplemented",
  clause: "gRPC status codes: UNIMPLEMENTED (12)",
  diagnose: ({ evidence }) => {
    const calls = evidence.report?.steps.flatMap((step) => step.calls) ?? [];
    const call = calls.find(({ status }) => status === "UNIMPLEMENTED");
    if (!call) return undefined;
    return {
      side: "server",
      decided: true,
      sentence: "The server does not implement a service that the proof calls.",
      evidence: [{ by: "client", text: `UNIMPLEMENTED: ${call.message}` }],
      remedy: "serve what harness/CONTRACT.md lists",
    };
  },
};

/** Only when nothing deeper is known. */
export const deadlineExceeded: Rule = {
  code: "deadline-exceeded",
  clause: "gRPC status codes: DEADLINE_EXCEEDED (4)",
  diagnose: ({ evidence }) => {
    const calls = evidence.report?.steps.flatMap((step) => step.calls) ?? [];
    if (!calls.some(({ status }) => status === "DEADLINE_EXCEEDED")) return undefined;
    return {
      side: null,
      decided: false,
      sentence: "A call was not answered before its deadline.",
      evidence: clientTexts(evidence)
        .slice(0, 2)
        .map((text) => ({ by: "client", text: text.slice(0, 300) })),
      nextCheck: "run the cell alone with debug output and see which side was last to send",
    };
  },
};
