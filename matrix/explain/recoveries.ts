import { task } from "../knowledge/recovery-words.ts";
import { retriedIn } from "./attempts.ts";
import { channelAddresses } from "./channels.ts";
import { componentOf, speakerOf } from "./component.ts";
import { endedLoops } from "./ended-loops.ts";
import { faultLines, logLines, type Mended } from "./log-lines.ts";
import { mayBeOfOnePeer, nameOnePort, nameTheSame } from "./named-things.ts";
import { plainWords } from "./plain-words.ts";
import { previousStatesIn } from "./previous-states.ts";
import { longestTelling, ofService, reachedIn, type Told } from "./reached-in.ts";
import type { ReadSource } from "./read-text-matches.ts";
import { podBackIn, readyPodsIn } from "./ready-pods.ts";
import { rerunsIn } from "./repeated-commands.ts";
import { restartsIn, servedIn } from "./restarts.ts";
import { openingWords, routineLines } from "./routine.ts";
import { cleanEndIn } from "./run-end.ts";
import { servedSocketsIn } from "./served-sockets.ts";
import { mendedRecords } from "./sibling-records.ts";
import type { TextMatch } from "./text-match.ts";

/**
 * A line that says that something was reached. `of`: whether it counts for a fault of the same peer, for one alone that
 * names the same thing or task, or for the one on a certain line. `component`: the only one that it speaks for; null where it speaks
 * for any.
 */
export type Recovery = Readonly<{
  reached: Told["reached"];
  component: Told["component"];
  of: Told["of"] | "run" | number;
  line: number;
  speaker: string;
  words: string;
  /** The line itself, where it is not these words. */
  said: string;
  /** Why what it counts for is over, as the reader is told. */
  why: string;
  /** Known to be the fault's; absent where names have to tell. */
  peer?: "the same";
  /** The line from which on its kind came again and again while nothing failed; absent where it did not. */
  routineSince?: number;
  /** What nearly every line of its log begins with; absent where that does not matter. */
  opening?: ReadonlySet<string>;
}>;

/** A request that a proxy writes down as answered, with bytes of a body: gRPC's errors have none, under the same status. */
const answeredRequest =
  /"([A-Z]{3,7} \/\S{1,300}) HTTP\/[\d.]{1,3}" 20[0-4] (?:[1-9]\d{0,9}|- via_upstream)(?: |$)/;

const answered = "the same request was answered later";
const connected = "a later connection succeeded";
const endedWell = "all that the log tells of went well in the end";

/** Peers that a program has beside the one that it calls. */
const other =
  /\b(?:redis|valkey|postgres\w{0,5}|pg|mysql|mariadb|mongo\w{0,3}|kafka|rabbit\w{0,3}|nats|amqp|mqtt|database|db|cache|memcached?|elastic\w{0,7}|zookeeper|consul|vault|wi-?fi|wlan|network|internet|bluetooth|debugger|syslog|statsd|ldap|smtp)\b/i;

const again = "it was tried again, and that went well";
const cameUp = "the program was started again, and came up";

/** Whoever finds faults that were mended, each with what then holds of them. */
const finders: readonly Readonly<{
  find(source: ReadSource): readonly Mended[];
  why: string;
  reached?: Told["reached"];
  /** Whether it holds the peers of both against each other itself. */
  peer?: "the same";
}>[] = [
  { find: rerunsIn, why: again },
  { find: endedLoops, why: again },
  { find: retriedIn, why: again },
  { find: mendedRecords, why: again },
  { find: restartsIn, why: cameUp },
  { find: previousStatesIn, why: cameUp },
  { find: readyPodsIn, why: "its pods became ready, so their probes are answered" },
  {
    find: servedSocketsIn,
    why: "its server came up after it was dialled",
    peer: "the same",
  },
  { find: servedIn, why: cameUp, reached: "process" },
];

/**
 * Every line of a source that says that something was reached, that an attempt went well which had failed before, or that all
 * did in the end.
 */
export const recoveriesIn = (source: ReadSource): readonly Recovery[] => {
  const { text, textMatches } = source;
  const told = new Set(
    textMatches.flatMap(({ fact, line }) => (fact.fact === "connected" ? [line] : [])),
  );
  if (faultLines({ textMatches }).size === 0) return [];
  const addressesOf = channelAddresses(text);
  const all = logLines(source, 2 * longestTelling);
  const routine = routineLines(all);
  const opening = openingWords(all);
  const lines = all.flatMap(({ line, words: said, fault }) => {
    const speaker = speakerOf(said);
    const request = answeredRequest.exec(said)?.[1];
    const own = fault === undefined ? reachedIn(said, speaker) : undefined;
    const reached = told.has(line) ? ofService : own;
    const found = request
      ? { ...ofService, of: "subject" as const, words: request, why: answered }
      : reached && { ...reached, words: `${said}${addressesOf(said)}`, why: connected };
    const routineSince = routine.get(line);
    return found
      ? [{ ...found, line, speaker, said, opening, ...(routineSince && { routineSince }) }]
      : [];
  });
  const mended = finders.flatMap(({ find, why, reached = "service", peer }) =>
    find(source).map(
      ({ fault, line, words }): Recovery => ({
        ...ofService,
        reached,
        of: fault,
        line,
        speaker: speakerOf(words),
        words,
        said: words,
        why,
        ...(peer && { peer }),
      }),
    ),
  );
  const back = podBackIn(source);
  const pods: readonly Recovery[] = back
    ? [
        {
          ...ofService,
          reached: "process",
          line: back.line,
          speaker: speakerOf(back.words),
          words: back.words,
          said: back.words,
          why: cameUp,
        },
      ]
    : [];
  const end = cleanEndIn(source);
  const ends: readonly Recovery[] = end
    ? [
        {
          ...ofService,
          ...end,
          of: "run",
          speaker: speakerOf(end.words),
          said: end.words,
          why: endedWell,
        },
      ]
    : [];
  return [...lines, ...mended, ...pods, ...ends].toSorted((a, b) => a.line - b.line);
};

/** Of each line. */
const withoutOpening = (text: string, opening: Recovery["opening"]): string =>
  opening === undefined || opening.size === 0
    ? text
    : text
        .split("\n")
        .map((one) => one.replace(/^(?:\S{1,200}\s{1,20}){1,4}/, (first) => keptOf(first, opening)))
        .join("\n");

const keptOf = (words: string, opening: ReadonlySet<string>): string =>
  words
    .split(/(?<=\s)(?=\S)/)
    .filter((one) => !opening.has(one.trim()))
    .join("");

/** The part of a program that a line is of, as its logger calls it: a word with points, or one that is set off. */
const partOf = (words: string): string =>
  componentOf(words) ||
  (/^\s{0,8}(?:[A-Z]{3,8}\s{1,8})?([a-z][\w.-]{1,40})(?=\s)/.exec(words)?.[1] ?? "");

/** Whether what comes again and again is of the part of the program that failed, or names what that could not reach. */
const areOfOnePart = (own: string, wanted: string): boolean =>
  (partOf(own) !== "" && partOf(own) === partOf(wanted)) || nameOnePort(own, wanted);

const taskIn = (words: string): string | undefined => task.exec(words)?.[0].toLowerCase();

/** Whether a recovery is of what a fault tells of, as far as both name it, and by the same printer. */
export const isRecoveryOf = (
  recovery: Recovery,
  fault: Pick<TextMatch, "line" | "around">,
): boolean => {
  const { line, speaker, component, words, said, reached, of, peer } = recovery;
  // What stands in a description counts for all that is listed in it, before and behind.
  const isOfLine = typeof of === "number";
  if (line <= fault.line && !isOfLine) return false;
  if (of === "run") return speaker === "" || speaker === speakerOf(fault.around);
  if (isOfLine ? of !== fault.line : speaker !== speakerOf(fault.around)) return false;
  if (component !== null && component !== componentOf(fault.around)) return false;
  const without = (text: string): string => withoutOpening(text, recovery.opening);
  const own = without(plainWords(words));
  // What a process said at once may go on to the line of its success.
  const wanted = without(plainWords(fault.around.replace(said, "")));
  if ((recovery.routineSince ?? fault.line) < fault.line && !areOfOnePart(own, wanted))
    return false;
  if (isOfLine) return peer === "the same" || mayBeOfOnePeer(own, wanted);
  if (reached === "process") return true;
  if (of === "subject") return nameTheSame(own, wanted) && mayBeOfOnePeer(own, wanted);
  if (of === "task" && taskIn(own) !== taskIn(wanted)) return false;
  if (nameOnePort(own, wanted)) return mayBeOfOnePeer(own, wanted);
  const named = other.exec(own)?.[0];
  if (named !== undefined && !wanted.toLowerCase().includes(named.toLowerCase())) return false;
  return mayBeOfOnePeer(own, wanted);
};
