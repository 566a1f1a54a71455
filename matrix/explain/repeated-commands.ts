import { type Line, linesOf } from "./unwrapped.ts";

/** A command that was typed again: what its runs printed before the last one, and what that one printed. */
export type RepeatedCommand = Readonly<{ before: readonly Line[]; last: Line }>;

/** A shell's prompt, and what was typed behind it. */
const prompt =
  /^(?:[\w.@~:/()[\] -]{0,60}[$❯%]|[\w.-]{1,40}@[\w.-]{1,60}:[\w.~/-]{1,80}#) ([a-z./~][^\n]{2,400})$/i;

/** UTF-16 units of a line in which a command is looked for. */
const longest = 480;

/** The commands of a shell's transcript that were typed more than once. */
export const repeatedCommands = (text: string): readonly RepeatedCommand[] => {
  const typed = linesOf(text).flatMap(({ from, to }) => {
    const command = to - from > longest ? undefined : prompt.exec(text.slice(from, to))?.[1];
    return command === undefined ? [] : [{ command: command.trim(), from, to }];
  });
  const runs = new Map<string, readonly Line[]>();
  for (const [index, { command, to }] of typed.entries()) {
    const run = { from: to, to: typed[index + 1]?.from ?? text.length };
    runs.set(command, [...(runs.get(command) ?? []), run]);
  }
  return [...runs.values()].flatMap((all) => {
    const last = all.at(-1);
    return last && all.length > 1 ? [{ before: all.slice(0, -1), last }] : [];
  });
};
