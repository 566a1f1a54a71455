import type { Cause, CauseCode, Quote } from "../domain/cause.ts";
import { withDoubt } from "../domain/doubt.ts";
import { cardOf } from "./card-of.ts";
import type { Hint } from "./hint.ts";
import { remedyFor } from "./remedy-for.ts";

/** The causes of a hint before the others, behind what is decided unless the hint decides. */
export const advanced = (causes: readonly Cause[], hint: Hint, quote: Quote): readonly Cause[] => {
  const mine = hint.codes.map((code, index): Cause => {
    const before = causes.find((one) => one.code === code);
    const card = cardOf(code);
    const decided = before?.decided || (hint.decides === true && index === 0);
    return {
      code,
      side: (index === 0 ? hint.side : null) ?? before?.side ?? sideOfClue(code),
      decided,
      doubt: decided ? null : (before?.doubt ?? null),
      sentence: (index === 0 ? hint.sentence : null) ?? card.summary,
      matched: [quote, ...(before?.matched ?? [])],
      remedy: (index === 0 ? hint.remedy : null) ?? before?.remedy ?? remedyFor(code, null, []),
      clause: before?.clause ?? card.clause,
    };
  });
  const others = causes
    .filter(({ code }) => !hint.codes.includes(code))
    .map((one) =>
      doubted[hint.codes[0] ?? "undiagnosed"]?.has(one.code)
        ? withDoubt(one, "something else in the text looks like it, and explains it")
        : one,
    );
  const all = [...mine, ...others];
  return [...all.filter(({ decided }) => decided), ...all.filter(({ decided }) => !decided)];
};

/** What may be no more than what a hint's first cause looks like. */
const doubted: Partial<Record<CauseCode, ReadonlySet<CauseCode>>> = {
  "wrong-endpoint": new Set([
    "hostname-mismatch",
    "no-subject-alt-name",
    "tls-client-to-plaintext-port",
  ]),
  "http-proxy-intercept": new Set([
    "tls-client-to-plaintext-port",
    "connection-refused",
    "name-not-resolved",
  ]),
};

const sideOfClue = (code: CauseCode): Cause["side"] =>
  code === "tls-interception" || code === "idle-drop" ? "between" : null;
