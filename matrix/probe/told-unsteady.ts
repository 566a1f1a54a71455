import {
  unsteady,
  unsteadyCalls,
  unsteadyCallsCheck,
  unsteadyCallsRemedy,
  unsteadyCheck,
  unsteadyRemedy,
} from "../diagnose/unsteady-endpoint.ts";
import type { Diagnosis, KnownCause } from "../domain/cause.ts";
import type { ProbeFact } from "../domain/probe-report.ts";
import { odd } from "./facts.ts";
import type { Steadiness } from "./steadiness.ts";

/** What a second health check came to, where it was refused. */
export const calledAgain = "the same call again";

/** null where nothing is wrong with it. */
export const steadinessFact = (of: Steadiness): ProbeFact | null => {
  switch (of.kind) {
    case "steady":
      return null;
    case "limited":
      return odd(
        "connections",
        `${of.answered} of ${of.asked} answered, those that came alone or after a pause: a limit of their number or rate looks so`,
      );
    case "unsteady":
      return odd("connections", `${of.answered} of ${of.asked} answered that asked the same`);
    case "refuses again":
      return odd(
        calledAgain,
        `${of.words}${of.later === "answered" ? "; answered after a pause: a limit of calls looks so" : ""}`,
      );
    case "other protocol":
      return odd("on another connection", of.saw);
    case "other certificate":
      return odd("on another connection", `a certificate of which is true: ${of.fault.text}`);
  }
};

/** Whether an endpoint lets some connections or calls in and not others, whatever their number and rate. */
export const isUnsteady = (of: Steadiness): of is Unsteady => {
  switch (of.kind) {
    case "steady":
    case "limited":
      return false;
    case "refuses again":
      return of.later !== "answered";
    case "unsteady":
    case "other protocol":
    case "other certificate":
      return true;
  }
};

type Unsteady = Exclude<Steadiness, { kind: "steady" | "limited" }>;

/** Of an endpoint that is unsteady; null for any other. Loaded where it is needed. */
export const unsteadyDiagnosis = async (of: Steadiness): Promise<Diagnosis | null> => {
  if (!isUnsteady(of)) return null;
  const { causes } = await import("../knowledge/causes.ts");
  const { code, sentence, saw, remedy, nextCheck } = toldOf(of);
  return {
    determinable: false,
    causes: [
      {
        code,
        side: null,
        decided: false,
        doubt: null,
        sentence,
        matched: [{ by: "orchestrator", text: saw }],
        remedy,
        clause: causes[code].clause,
      },
    ],
    nextCheck,
  };
};

type Told = Readonly<{
  code: KnownCause;
  sentence: string;
  saw: string;
  remedy: string;
  nextCheck: string;
}>;

/** What a status that refuses stands for, where it has a cause of its own. */
const refusals: Readonly<Record<string, KnownCause>> = {
  RESOURCE_EXHAUSTED: "rate-limited",
  UNAUTHENTICATED: "credentials-required",
  PERMISSION_DENIED: "access-denied",
};

const toldOf = (of: Unsteady): Told => {
  switch (of.kind) {
    case "unsteady":
      return {
        code: "closed-before-preface",
        sentence: `${unsteady}: a call went through, and of ${of.asked} other connections that began in the same way ${of.answered} were answered.`,
        saw: `${of.answered} of ${of.asked} connections were answered`,
        remedy: unsteadyRemedy,
        nextCheck: unsteadyCheck,
      };
    case "refuses again":
      return {
        code: refusals[of.status] ?? "step-incomplete",
        sentence: `${unsteadyCalls}: the health check was answered, and refused when it was made again (${of.words}).`,
        saw: `grpc.health.v1.Health/Check, made again: ${of.words}`,
        remedy: unsteadyCallsRemedy,
        nextCheck: unsteadyCallsCheck,
      };
    case "other protocol":
      return {
        code: "alpn-mismatch",
        sentence: `${unsteady}: one led to h2 by ALPN, and another that offered it too was refused for its protocols.`,
        saw: of.saw,
        remedy: "let every server behind the address take h2 by ALPN",
        nextCheck: unsteadyCheck,
      };
    case "other certificate":
      return {
        code: of.fault.code as KnownCause,
        sentence:
          "The endpoint shows one connection this certificate and another that one, and clients refuse one of them.",
        saw: `on another connection, of the certificate: ${of.fault.text}`,
        remedy: "let every server behind the address load the same, sound certificate",
        nextCheck: unsteadyCheck,
      };
  }
};
