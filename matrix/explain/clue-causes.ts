import type { Cause, CauseCode, Quote } from "../domain/cause.ts";
import { withDoubt } from "../domain/doubt.ts";
import { cardOf } from "./card-of.ts";
import type { Clue } from "./clue.ts";

/** The causes of a clue before the others, behind what is decided unless the clue decides. */
export const advanced = (causes: readonly Cause[], clue: Clue, quote: Quote): readonly Cause[] => {
  const mine = clue.codes.map((code, index): Cause => {
    const before = causes.find((one) => one.code === code);
    const card = cardOf(code);
    const decided = before?.decided || (clue.decides && index === 0);
    return {
      code,
      side: before?.side ?? sideOfClue(code),
      decided,
      doubt: decided ? null : (before?.doubt ?? null),
      sentence: (index === 0 ? clue.sentence : null) ?? card.summary,
      matched: [quote, ...(before?.matched ?? [])],
      remedy: before?.remedy ?? card.remedy(null),
      clause: before?.clause ?? card.clause,
    };
  });
  const others = causes
    .filter(({ code }) => !clue.codes.includes(code))
    .map((one) =>
      doubted[clue.codes[0] ?? "undiagnosed"]?.has(one.code)
        ? withDoubt(one, "something else in the text looks like it, and explains it")
        : one,
    );
  const all = [...mine, ...others];
  return [...all.filter(({ decided }) => decided), ...all.filter(({ decided }) => !decided)];
};

/** What may be no more than what a clue's first cause looks like. */
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
