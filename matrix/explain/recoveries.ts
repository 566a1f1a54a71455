import { type Retried, retriedIn } from "./attempts.ts";
import { channelAddresses } from "./channels.ts";
import { componentOf, speakerOf } from "./component.ts";
import { endedLoops } from "./ended-loops.ts";
import { faultLines } from "./fault-lines.ts";
import { mayBeOfOnePeer, nameOnePort, nameTheSame } from "./named-things.ts";
import { plainWords } from "./plain-words.ts";
import { previousStatesIn } from "./previous-states.ts";
import { longestTelling, ofService, reachedIn, type Told } from "./reached-in.ts";
import type { ReadSource } from "./read-text-matches.ts";
import { readyPodsIn } from "./ready-pods.ts";
import { task } from "./recovery-words.ts";
import { repeatedCommands } from "./repeated-commands.ts";
import { restartsIn, servedIn } from "./restarts.ts";
import { cleanEndIn } from "./run-end.ts";
import { mendedRecords } from "./sibling-records.ts";
import { complaint } from "./successes.ts";
import type { TextMatch } from "./text-match.ts";
import { type Line, linesOf } from "./unwrapped.ts";

/**
 * A line that says that something was reached. `of`: whether it counts for a fault of the same peer, for one alone that
 * names the same thing or task, or for those on certain lines. `component`: the only one that it speaks for; null where it speaks
 * for any.
 */
export type Recovery = Readonly<{
  reached: Told["reached"];
  component: Told["component"];
  of: Told["of"] | "run" | Line;
  line: number;
  speaker: string;
  words: string;
  /** The line itself, where it is not these words. */
  said: string;
  /** Why what it counts for is over, as the reader is told. */
  why: string;
}>;

/** A request that a proxy writes down as answered, with bytes of a body: gRPC's errors have none, under the same status. */
const answeredRequest =
  /"([A-Z]{3,7} \/\S{1,300}) HTTP\/[\d.]{1,3}" 20[0-4] (?:[1-9]\d{0,9}|- via_upstream)(?: |$)/;

const answered = "the same request was answered later";
const connected = "a later connection succeeded";
const triedAgain = "it was tried again, and that went well";
const cameUp = "the program was started again, and came up";
const isReady = "its pods became ready, so their probes are answered";
const endedWell = "all that the log tells of went well in the end";

/** Peers that a program has beside the one that it calls. */
const other =
  /\b(?:redis|valkey|postgres\w{0,5}|pg|mysql|mariadb|mongo\w{0,3}|kafka|rabbit\w{0,3}|nats|amqp|mqtt|database|db|cache|memcached?|elastic\w{0,7}|zookeeper|consul|vault|wi-?fi|wlan|network|internet|bluetooth|debugger|syslog|statsd|ldap|smtp)\b/i;

const again =
  (why: string) =>
  ({ fault, line, words }: Retried): Recovery => ({
    ...ofService,
    of: { from: fault - 1, to: fault },
    line,
    speaker: speakerOf(words),
    words,
    said: words,
    why,
  });

/**
 * Every line of a source that says that something was reached, that an attempt went well which had failed before, or that all
 * did in the end.
 */
export const recoveriesIn = (source: ReadSource): readonly Recovery[] => {
  const { text, lineOf, textMatches } = source;
  const told = new Set(
    textMatches.flatMap(({ fact, line }) => (fact.fact === "connected" ? [line] : [])),
  );
  const faults = faultLines({ textMatches });
  const addressesOf = channelAddresses(text);
  const lines = linesOf(text).flatMap(({ from, to }): readonly Recovery[] => {
    const line = lineOf(from);
    const said = text.slice(from, Math.min(to, from + 2 * longestTelling));
    const speaker = speakerOf(said);
    const request = answeredRequest.exec(said)?.[1];
    if (request)
      return [
        {
          ...ofService,
          of: "subject",
          line,
          speaker,
          words: request,
          said,
          why: answered,
        },
      ];
    const own = faults.has(line) ? undefined : reachedIn(said, speaker);
    const reached = told.has(line) ? ofService : own;
    const words = `${said}${addressesOf(said)}`;
    return reached ? [{ ...reached, line, speaker, words, said, why: connected }] : [];
  });
  const reruns = repeatedCommands(text).flatMap(({ before, last }): readonly Recovery[] => {
    const words = text.slice(last.from, last.to).trim();
    const [line, end] = [lineOf(last.from), lineOf(last.to)];
    const fails = complaint.test(words) || [...faults.keys()].some((at) => at >= line && at <= end);
    if (words === "" || fails) return [];
    return before.map(({ from, to }) => ({
      ...ofService,
      of: { from: lineOf(from), to: lineOf(to) },
      line,
      speaker: speakerOf(words),
      words,
      said: words,
      why: triedAgain,
    }));
  });
  const attempts = [...endedLoops(source), ...retriedIn(source), ...mendedRecords(source)].map(
    again(triedAgain),
  );
  const restarts = [...restartsIn(source), ...previousStatesIn(source)].map(again(cameUp));
  const pods = readyPodsIn(source).map(again(isReady));
  const served = servedIn(source).map(
    (one): Recovery => ({ ...again(cameUp)(one), reached: "process" }),
  );
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
  return [...lines, ...reruns, ...attempts, ...restarts, ...pods, ...served, ...ends].toSorted(
    (a, b) => a.line - b.line,
  );
};

const taskIn = (words: string): string | undefined => task.exec(words)?.[0].toLowerCase();

/** Whether a recovery is of what a fault tells of, as far as both name it, and by the same printer. */
export const isRecoveryOf = (
  { line, speaker, component, words, said, reached, of }: Recovery,
  fault: Pick<TextMatch, "line" | "around">,
): boolean => {
  if (line <= fault.line) return false;
  if (of === "run") return speaker === "" || speaker === speakerOf(fault.around);
  if (typeof of !== "object" && speaker !== speakerOf(fault.around)) return false;
  if (component !== null && component !== componentOf(fault.around)) return false;
  if (typeof of === "object" && (fault.line <= of.from || fault.line > of.to)) return false;
  const own = plainWords(words);
  // What a process said at once may go on to the line of its success.
  const wanted = plainWords(fault.around.replace(said, ""));
  if (typeof of === "object") return mayBeOfOnePeer(own, wanted);
  if (reached === "process") return true;
  if (of === "subject") return nameTheSame(own, wanted) && mayBeOfOnePeer(own, wanted);
  if (of === "task" && taskIn(own) !== taskIn(wanted)) return false;
  if (nameOnePort(own, wanted)) return mayBeOfOnePeer(own, wanted);
  const named = other.exec(own)?.[0];
  if (named !== undefined && !wanted.toLowerCase().includes(named.toLowerCase())) return false;
  return mayBeOfOnePeer(own, wanted);
};
