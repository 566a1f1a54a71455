import { withDoubt } from "../domain/doubt.ts";
import type { Candidate } from "./candidate.ts";
import { speakerOf } from "./component.ts";
import { areOneProgram, endedIn, programOf, supervisors } from "./ended-programs.ts";
import type { Hint } from "./hint.ts";
import { mayBeOfOnePeer } from "./named-things.ts";
import { plainWords } from "./plain-words.ts";
import type { ReadMatch } from "./ranked.ts";
import type { ReadSource } from "./read-text-matches.ts";
import type { TextMatch } from "./text-match.ts";

// A client that lost a call beside the end of another program most likely lost it to that end.

/** Lines between the end of a program and what its client lost, at most. */
const near = 60;

const lost: ReadonlySet<TextMatch["fact"]["fact"]> = new Set(["closed", "reset", "broken-pipe"]);

/** How a call shows that was under way when its server ended. */
const isLostCall = ({ fact, context, acting }: TextMatch): boolean =>
  lost.has(fact.fact) && context === "printed" && acting !== "server";

/**
 * Another program in the same text that broke down about when a client's connection ended. It decides where no third program
 * speaks.
 */
export const crashBeside = (text: string, textMatches: readonly TextMatch[]): Hint | undefined => {
  const said = textMatches.find((one) => isLostCall(one) && programOf(one.around) !== "");
  if (!said) return undefined;
  const client = programOf(said.around);
  const lines = text.split("\n");
  const place = lines.findIndex((line) => line.includes(said.quote) && programOf(line) === client);
  const crash = endedIn(text).find(
    ({ program, index }) => !areOneProgram(program, client) && Math.abs(index - place) <= near,
  );
  if (!crash || place < 0) return undefined;
  const others = new Set(
    lines.map(speakerOf).filter((name) => name !== "" && !supervisors.has(name)),
  );
  const third = [...others].some(
    (name) => !areOneProgram(name, client) && !areOneProgram(name, crash.program),
  );
  return {
    codes: ["exited-mid-call"],
    decides: !third || said.around.includes(crash.program),
    side: "server",
    quote: crash.words,
    at: crash.at,
  };
};

/** Of a connection that had not come up. */
const opening = /handshake|preface|\bdial(?:ing|l?ed)?\b/i;

const isLost = ({ said, over }: ReadMatch): boolean =>
  over === null && isLostCall(said) && !opening.test(said.around);

const isRefused = ({ said, over }: ReadMatch): boolean =>
  over === null &&
  said.context === "printed" &&
  said.acting !== "server" &&
  said.fact.fact === "connection-refused";

/** Whether a program that is not the client is told to have ended before a refusal, and not long before the call that was lost. */
const isEndTold = (call: TextMatch, refusal: TextMatch, source: ReadSource): boolean => {
  const client = programOf(call.around);
  return (
    client !== "" &&
    endedIn(source.text).some(({ program, at }) => {
      const line = source.lineOf(at);
      return !areOneProgram(program, client) && line >= call.line - near && line <= refusal.line;
    })
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
      const isTold = source !== undefined && isEndTold(call.said, refusal.said, source);
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
