import { componentOf, speakerOf } from "./component.ts";
import { endedLoops } from "./ended-loops.ts";
import { mayBeOfOnePeer, nameOnePort, nameTheSame } from "./named-things.ts";
import { plainWords } from "./plain-words.ts";
import { longestTelling, ofService, reachedIn, type Told } from "./reached-in.ts";
import type { ReadSource } from "./read-text-matches.ts";
import { task } from "./recovery-words.ts";
import { repeatedCommands } from "./repeated-commands.ts";
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
  of: Told["of"] | Line;
  line: number;
  speaker: string;
  words: string;
}>;

/** Peers that a program has beside the one that it calls. */
const other =
  /\b(?:redis|valkey|postgres\w{0,5}|pg|mysql|mariadb|mongo\w{0,3}|kafka|rabbit\w{0,3}|nats|amqp|mqtt|database|db|cache|memcached?|elastic\w{0,7}|zookeeper|consul|vault|wi-?fi|wlan|network|internet|bluetooth|debugger|syslog|statsd|ldap|smtp)\b/i;

/** Every line of a source that says that something was reached, every command that went well when it was typed again, and every loop that ended. */
export const recoveriesIn = (source: ReadSource): readonly Recovery[] => {
  const { text, lineOf, textMatches } = source;
  const told = new Set(
    textMatches.flatMap(({ fact, line }) => (fact.fact === "connected" ? [line] : [])),
  );
  const faults = new Set(
    textMatches.flatMap(({ fact, line }) => (fact.fact === "connected" ? [] : [line])),
  );
  const lines = linesOf(text).flatMap(({ from, to }): readonly Recovery[] => {
    const line = lineOf(from);
    const said = text.slice(from, Math.min(to, from + 2 * longestTelling));
    const speaker = speakerOf(said);
    const own = faults.has(line) ? undefined : reachedIn(said, speaker);
    const reached = told.has(line) ? ofService : own;
    return reached ? [{ ...reached, line, speaker, words: said }] : [];
  });
  const reruns = repeatedCommands(text).flatMap(({ before, last }): readonly Recovery[] => {
    const words = text.slice(last.from, last.to).trim();
    const [line, end] = [lineOf(last.from), lineOf(last.to)];
    const fails = complaint.test(words) || [...faults].some((at) => at >= line && at <= end);
    if (words === "" || fails) return [];
    return before.map(({ from, to }) => ({
      ...ofService,
      of: { from: lineOf(from), to: lineOf(to) },
      line,
      speaker: speakerOf(words),
      words,
    }));
  });
  const loops = endedLoops(source).map(({ before, last }): Recovery => {
    const words = text.slice(last.from, last.to);
    const [fault, line] = [lineOf(before.from), lineOf(last.from)];
    return {
      ...ofService,
      of: { from: fault - 1, to: fault },
      line,
      speaker: speakerOf(words),
      words,
    };
  });
  return [...lines, ...reruns, ...loops].toSorted((a, b) => a.line - b.line);
};

const taskIn = (words: string): string | undefined => task.exec(words)?.[0].toLowerCase();

/** Whether a recovery is of what a fault tells of, as far as both name it, and by the same printer. */
export const isRecoveryOf = (
  { line, speaker, component, words: said, reached, of }: Recovery,
  fault: Pick<TextMatch, "line" | "around">,
): boolean => {
  if (line <= fault.line || speaker !== speakerOf(fault.around)) return false;
  if (component !== null && component !== componentOf(fault.around)) return false;
  if (typeof of === "object") return fault.line > of.from && fault.line <= of.to;
  if (reached === "process") return true;
  const own = plainWords(said);
  // What a process said at once may go on to the line of its success.
  const wanted = plainWords(fault.around.replace(said, ""));
  if (of === "subject") return nameTheSame(own, wanted);
  if (of === "task" && taskIn(own) !== taskIn(wanted)) return false;
  if (nameOnePort(own, wanted)) return mayBeOfOnePeer(own, wanted);
  const named = other.exec(own)?.[0];
  if (named !== undefined && !wanted.toLowerCase().includes(named.toLowerCase())) return false;
  return mayBeOfOnePeer(own, wanted);
};
