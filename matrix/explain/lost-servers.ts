import { withDoubt } from "../domain/doubt.ts";
import type { Candidate } from "./candidate.ts";
import { areOneProgram, type Ended, endedIn, programOf } from "./ended-programs.ts";
import { mayBeOfOnePeer } from "./named-things.ts";
import { plainWords } from "./plain-words.ts";
import type { ReadMatch } from "./ranked.ts";
import type { ReadSource } from "./read-text-matches.ts";
import type { TextMatch } from "./text-match.ts";

/** How a call shows that was under way when its server ended. */
const lost: ReadonlySet<TextMatch["fact"]["fact"]> = new Set(["closed", "reset", "broken-pipe"]);

/** Of a connection that had not come up. */
const opening = /handshake|preface|\bdial(?:ing|led)?\b/i;

/** Lines between the end of a program and what its client lost, at most. */
const near = 60;

const isOpen = ({ said, over }: ReadMatch): boolean =>
  said.context === "printed" && said.acting !== "server" && over === null;

const isLost = (one: ReadMatch): boolean =>
  isOpen(one) && lost.has(one.said.fact.fact) && !opening.test(one.said.around);

const isRefused = (one: ReadMatch): boolean =>
  isOpen(one) && one.said.fact.fact === "connection-refused";

/** Whether a client that lost a call at one line, and was refused at a later one, may have lost it to the end of a program. */
const explains =
  (call: TextMatch, refusal: TextMatch, source: ReadSource) =>
  ({ program, at }: Ended): boolean => {
    const line = source.lineOf(at);
    const client = programOf(call.around);
    return (
      client !== "" &&
      !areOneProgram(program, client) &&
      line >= call.line - near &&
      line <= refusal.line
    );
  };

const ended = (decided: boolean): Candidate => ({
  code: "exited-mid-call",
  side: "server",
  decided,
  doubt: null,
});

/**
 * A client that lost a call, and was then refused by the same peer, had a server that went away: the refusal is what comes of
 * that. It is decided where a program that is not the client is told to have ended in between.
 */
export const withLostServers = (
  readMatches: readonly ReadMatch[],
  sources: readonly ReadSource[],
): readonly ReadMatch[] => {
  const refusals = readMatches.filter(isRefused);
  const calls = refusals.length === 0 ? [] : readMatches.filter(isLost);
  const readings = new Map<ReadMatch, readonly Candidate[]>();
  for (const call of calls) {
    const source = sources.find(({ name }) => name === call.said.source);
    const mine = refusals.filter(
      ({ said }) =>
        said.source === call.said.source &&
        said.line > call.said.line &&
        programOf(said.around) === programOf(call.said.around) &&
        mayBeOfOnePeer(plainWords(said.around), plainWords(call.said.around)),
    );
    for (const refusal of mine) {
      const isTold =
        source !== undefined &&
        endedIn(source.text).some(explains(call.said, refusal.said, source));
      readings.set(call, [ended(isTold)]);
      readings.set(refusal, [
        ended(false),
        ...refusal.reading.candidates.map((one) =>
          withDoubt(one, "a call to it was lost before, so somebody listened there until then"),
        ),
      ]);
    }
  }
  return readMatches.map((one) => {
    const candidates = readings.get(one);
    return candidates ? { ...one, reading: { depth: "root", candidates } } : one;
  });
};
