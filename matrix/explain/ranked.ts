import type { CauseCode, Side } from "../domain/cause.ts";
import { withDoubt } from "../domain/doubt.ts";
import type { Depth } from "../knowledge/fact-row.ts";
import type { Reached } from "../knowledge/recovery-words.ts";
import type { Candidate, Reading } from "./candidate.ts";
import { componentOf } from "./component.ts";
import type { TextMatch } from "./text-match.ts";

/** A text with what it can come from. */
export type ReadMatch = Readonly<{
  said: TextMatch;
  reading: Reading;
  /** `chain`: the end of an error that its printer reports as one. `line`: a line by itself, of a log of many. */
  place: "chain" | "line";
  /** Why what it tells of is over, and the line that shows it, as pasted, where one does; null where it is not over. */
  over: Readonly<{
    why: string;
    by: Readonly<{ line: number; words: string; reached: Reached }> | null;
  }> | null;
}>;

export type Ranked = Readonly<{
  code: CauseCode;
  side: Side | null;
  decided: boolean;
  doubt: string | null;
  by: readonly TextMatch[];
}>;

const depths: readonly Depth[] = ["root", "end", "wrapper"];

/** Causes of a dial that did not succeed: a later handshake shows that another one did. */
const passing: ReadonlySet<CauseCode> = new Set([
  "connection-refused",
  "host-unreachable",
  "name-not-resolved",
  "silent-peer",
  "upstream-unreachable",
]);

/**
 * The causes that texts come to: decided ones first, then by how many texts speak for them and how
 * high each has them. Where a text names a cause, those that only tell of an end add to it, not beside it.
 */
export const ranked = (readMatches: readonly ReadMatch[]): readonly Ranked[] => {
  const deepest = depths.find((depth) =>
    readMatches.some(({ reading }) => reading.depth === depth && reading.candidates.length > 0),
  );
  if (!deepest) return [];
  const atDepth = readMatches.filter(({ reading }) => reading.depth === deepest);
  const others = othersOf(atDepth);
  const telling = atDepth.filter((one) => !isEffect(one, others));
  const supporting = readMatches.filter(({ reading }) => reading.depth !== deepest);
  const overtaken = overtakenIn(telling);
  const doubts = new Map(
    telling.flatMap((one) => {
      const doubt = overtaken.has(one)
        ? "what came later had got beyond it"
        : one.said.context === "quoted"
          ? "somebody tells of it"
          : (one.over?.why ??
            (isNoise(one, others)
              ? "an error beside it, with its chain, says something else"
              : null));
      return doubt === null ? [] : [[one, doubt] as const];
    }),
  );
  const decided = new Set(
    telling
      .filter((one) => !doubts.has(one))
      .flatMap(({ reading }) =>
        reading.candidates.filter((one) => one.decided).map(({ code }) => code),
      ),
  );
  const byProxy = telling.some(
    ({ said, reading }) => said.by === "between" && reading.candidates[0]?.decided,
  );
  /** A text that one of the decided causes explains needs none of its own. */
  const explained = ({ reading }: ReadMatch): boolean =>
    !reading.candidates[0]?.decided &&
    reading.candidates.some(
      ({ code }) => decided.has(code) || (byProxy && code === "http-status-from-intermediary"),
    );
  const scores = new Map<CauseCode, { score: number; candidate: Candidate; by: TextMatch[] }>();
  const count = (one: ReadMatch, weight: number, isNew: (code: CauseCode) => boolean): void => {
    for (const [index, candidate] of one.reading.candidates.entries()) {
      const before = scores.get(candidate.code);
      if (!before && !isNew(candidate.code)) continue;
      const score = ((doubts.has(one) ? 0.1 : 1) * weight) / (index + 1);
      const doubt = doubts.get(one);
      const mine = doubt === undefined ? candidate : withDoubt(candidate, doubt);
      scores.set(candidate.code, {
        score: (before?.score ?? 0) + score,
        candidate: before ? joined(before.candidate, mine) : mine,
        by: mine.decided ? [one.said, ...(before?.by ?? [])] : [...(before?.by ?? []), one.said],
      });
    }
  };
  // Of the same words, those count that their printer said itself.
  const surest = telling.toSorted((a, b) => Number(doubts.has(a)) - Number(doubts.has(b)));
  const distinct = once(surest);
  for (const one of distinct) count(one, 1, (code) => !explained(one) || decided.has(code));
  for (const one of once(supporting)) count(one, 0.1, () => false);
  return [...scores.values()]
    .sort((a, b) => Number(b.candidate.decided) - Number(a.candidate.decided) || b.score - a.score)
    .map(({ candidate, by }) => ({ ...candidate, by }));
};

/** What the others decide, for the question whether one is their effect, or noise beside them. */
type Others = Readonly<{ decided: ReadonlySet<CauseCode>; inChains: ReadonlySet<CauseCode> }>;

const othersOf = (all: readonly ReadMatch[]): Others => ({
  decided: new Set(
    all.flatMap(({ reading: { candidates } }) =>
      candidates[0]?.decided ? [candidates[0].code] : [],
    ),
  ),
  inChains: new Set(
    all
      .filter(({ place, said }) => place === "chain" && said.context === "printed")
      .flatMap(({ reading }) => reading.candidates.map(({ code }) => code)),
  ),
});

/**
 * A server that did not come up, or was ended, refuses connections; a TLS port refuses a preface that came in plaintext.
 */
const isEffect = ({ said: { fact } }: ReadMatch, { decided }: Others): boolean => {
  switch (fact.fact) {
    case "connection-refused":
      // Where a port is taken, somebody answers there.
      return [...startsUp].some((code) => code !== "cannot-listen" && decided.has(code));
    // What a plugin says before it ends is why.
    case "plugin-exited-early":
    case "plugin-exited-mid-call":
      return [...startsUp].some((code) => !ofTheEnd.has(code) && decided.has(code));
    case "http2-preface-refused":
    case "http1-answer":
      return decided.has("plaintext-client-to-tls-port");
    default:
      return false;
  }
};

/** A line that decides something else than what an error chain beside it can come from. */
const isNoise = ({ place, reading }: ReadMatch, { inChains }: Others): boolean => {
  const code = reading.candidates.find(({ decided }) => decided)?.code;
  if (place === "chain" || code === undefined || startsUp.has(code)) return false;
  return inChains.size > 0 && !inChains.has(code);
};

/** What keeps a process from serving stands in its log alone. */
export const startsUp: ReadonlySet<CauseCode> = new Set([
  "key-not-loadable",
  "cannot-listen",
  "command-not-runnable",
  "exited-early",
  "exited-mid-call",
  "out-of-memory",
  "cookie-mismatch",
  "handshake-line-polluted",
  "protocol-version-mismatch",
]);

/** Causes that say no more than that a process ended. */
const ofTheEnd: ReadonlySet<CauseCode> = new Set(["exited-early", "exited-mid-call"]);

const joined = (a: Candidate, b: Candidate): Candidate => ({
  code: a.code,
  side: a.decided === b.decided ? (a.side ?? b.side) : a.decided ? a.side : b.side,
  decided: a.decided || b.decided,
  doubt: a.decided || b.decided ? null : (a.doubt ?? b.doubt),
});

/** The same words of the same printer count once, however often it tried. */
const once = (readMatches: readonly ReadMatch[]): readonly ReadMatch[] => {
  const seen = new Set<string>();
  return readMatches.filter(({ said }) => {
    const key = JSON.stringify([said.fact, said.by, said.acting]);
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
};

/** Whether a text tells of a dial that did not succeed. */
export const isDial = ({ reading }: ReadMatch): boolean =>
  passing.has(reading.candidates[0]?.code ?? "undiagnosed");

/**
 * Dials that failed before something later than a dial did: a server that was not up yet. Another component of the program
 * has other peers.
 */
const overtakenIn = (telling: readonly ReadMatch[]): ReadonlySet<ReadMatch> => {
  const last = new Map<string, number>();
  for (const [index, one] of telling.entries()) {
    if (!isDial(one)) last.set(componentOf(one.said.around), index);
  }
  const isBefore = (index: number, component: string): boolean =>
    component === ""
      ? [...last.values()].some((other) => index < other)
      : index < Math.max(last.get(component) ?? -1, last.get("") ?? -1);
  return new Set(
    telling.filter((one, index) => isDial(one) && isBefore(index, componentOf(one.said.around))),
  );
};
