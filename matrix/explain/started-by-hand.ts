import { logLines } from "./log-lines.ts";
import type { ReadMatch } from "./ranked.ts";
import type { ReadSource } from "./read-text-matches.ts";
import type { TextMatch } from "./text-match.ts";

/** A command that starts a program by its path, behind a prompt or without one. */
const command =
  /^(?:[^\n]{0,60}[$#%❯>] )?(?:sudo )?(?:\.{1,2}|~)?\/[\w./-]{1,200}(?: [^\n]{0,120})?$/;

/** UTF-16 units of a line in which a command is looked for. */
const looked = 400;

/** What a host says of a plugin that did not come up. */
const ofHosts: ReadonlySet<TextMatch["fact"]["fact"]> = new Set([
  "plugin-line-unrecognized",
  "plugin-line-missing",
  "plugin-exited-early",
]);

/**
 * Whether a plugin that misses its cookie was started by hand, beside what its host says of it: every plugin says so then, and it
 * tells nothing of what the host met.
 */
export const isStartedByHand = (
  { said }: ReadMatch,
  all: readonly ReadMatch[],
  sources: readonly ReadSource[],
): boolean => {
  if (said.fact.fact !== "plugin-cookie-missing") return false;
  if (!all.some((other) => ofHosts.has(other.said.fact.fact))) return false;
  const source = sources.find(({ name }) => name === said.source);
  const before =
    source &&
    logLines(source, looked).findLast(({ line, words }) => line < said.line && words.trim() !== "");
  return before !== undefined && command.test(before.words.trim());
};
