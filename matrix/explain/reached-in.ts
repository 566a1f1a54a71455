import { type Reached, recoveryWords } from "../knowledge/recovery-words.ts";
import { componentOf } from "./component.ts";
import { denies } from "./good-end.ts";
import { inEnglish } from "./in-english.ts";
import { plainWords } from "./plain-words.ts";

/** Of a program by itself: which one is up, its label alone tells. */
const ready = /^(?:[\w.()[\]/-]{1,60}:? ){0,3}(?:is |now |is now )?ready[.!]?(?:$|[ ,;])/i;

/** What a component says of its work, after its own name: "poll: ok rows=120". */
const works =
  /^\s{0,4}\[?[A-Za-z][\w./-]{0,40}\]?: (?:ok|okay|succe\w{2,8}|done|completed?|finished|synced|sent|delivered|pushed|received|healthy|served|flushed)\b/i;

/** Levels at which nobody tells of success but HAProxy, of its servers. */
const complaint = /\b(?:WARN(?:ING)?|ERROR|FATAL|CRITICAL|PANIC)\b(?!\][^\n]{0,80} is UP\b)/i;

/**
 * What a line says to be reached. `of`: whether it counts for a fault of the same peer, or for one alone that names the same
 * thing or task. `component`: the only one that it speaks for; null where it speaks for any.
 */
export type Told = Readonly<{
  reached: Reached;
  of: "peer" | "task" | "subject";
  component: string | null;
}>;

/** A peer that answers again. */
export const ofService: Told = { reached: "service", of: "peer", component: null };

/** A longer line tells more than that a peer was reached. UTF-16 units. */
export const longestTelling = 240;

/** What a line of a log says to be reached, by whoever its label names; undefined where it says nothing of the kind. */
export const reachedIn = (line: string, speaker: string): Told | undefined => {
  // What a task of Python's returned is no denial.
  const bare = inEnglish(plainWords(line)).replace(/: None$/, "");
  if (bare.length > longestTelling || complaint.test(line) || denies(bare)) return undefined;
  const told = recoveryWords.find(
    ({ pattern, unless }) => pattern.test(bare) && unless?.test(bare) !== true,
  );
  const mine = componentOf(line) || null;
  if (told?.of === "peer" || told?.of === "component") {
    const component = told.of === "peer" ? null : mine;
    return { reached: told.reached, of: "peer", component };
  }
  if (speaker !== "" && ready.test(bare)) return ofService;
  if (mine !== null && works.test(bare)) return { ...ofService, component: mine };
  return told && { reached: told.reached, of: told.of, component: null };
};
