import { createRequire } from "node:module";
import type { checkSync as CheckSync } from "recheck";
import { parseExpression } from "../../expression/parse-expression.ts";
import { stepsOf } from "../../expression/steps.ts";
import type { Found } from "./expressions-in.ts";

/** Why an expression is not linear, or is not shown to be; null where it is. */
export type Fault = Readonly<{ complexity: string; attack: string | null }> | null;

// recheck's own code: neither Java nor a program of the platform. It reads these when it is loaded.
process.env["RECHECK_SYNC_BACKEND"] = "pure";
const { checkSync } = createRequire(import.meta.url)("recheck") as { checkSync: typeof CheckSync };

/**
 * Units that an expression may compare from one place of a text on, where all its repetitions have bounds: so many at
 * the first place, which is met once, and so many at every other. In V8 a thousand take some microseconds.
 */
const mostSteps = { first: 500_000, other: 30_000 } as const;

/** What is not shown in this time is to be written simpler; on a busy machine the slowest takes some seconds. */
const timeout = 60_000;

/** With bounds, the number of steps decides; without, recheck's automata. */
export const faultOf = ({ source, flags }: Pick<Found, "source" | "flags">): Fault => {
  const expression = parseExpression({ source, flags });
  const steps = { first: stepsOf(expression, "first"), other: stepsOf(expression, "other") };
  if (Number.isFinite(steps.first)) {
    const isFew = steps.first <= mostSteps.first && steps.other <= mostSteps.other;
    return isFew
      ? null
      : {
          complexity: `linear with ${steps.first} steps at the first place and ${steps.other} at any other; allowed are ${mostSteps.first} and ${mostSteps.other}`,
          attack: null,
        };
  }
  const checked = checkSync(source, flags, {
    timeout,
    checker: "automaton",
    accelerationMode: "off",
  });
  switch (checked.status) {
    case "safe":
      return checked.complexity.isFuzz
        ? { complexity: "not shown, only tried", attack: null }
        : null;
    case "vulnerable":
      return { complexity: checked.complexity.summary, attack: checked.attack.pattern };
    case "unknown":
      return { complexity: `not shown (${checked.error.kind})`, attack: null };
  }
};
