import { logLines, type Mended, mendedBy } from "./log-lines.ts";
import type { ReadSource } from "./read-text-matches.ts";
import { complaint } from "./successes.ts";

/** A shell's prompt, and what was typed behind it. */
const prompt =
  /^(?:[\w.@~:/()[\] -]{0,60}[$❯%]|[\w.-]{1,40}@[\w.-]{1,60}:[\w.~/-]{1,80}#) ([a-z./~][^\n]{2,400})$/i;

/** UTF-16 units of a line in which a command is looked for. */
const longest = 480;

/** Faults of commands in a shell's transcript that were typed again, each with what the last run printed, if nothing failed in it. */
export const rerunsIn = (source: ReadSource): readonly Mended[] => {
  const lines = logLines(source, source.text.length);
  const typed = lines.flatMap(({ words }, index) => {
    const command = words.length > longest ? undefined : prompt.exec(words)?.[1];
    return command === undefined ? [] : [{ command: command.trim(), index }];
  });
  const runs = typed.map(({ command, index }, place) => ({
    command,
    // The next command is typed on the last line of what this one printed.
    lines: lines.slice(index, (typed[place + 1]?.index ?? lines.length) + 1),
    output: lines.slice(index + 1, typed[place + 1]?.index ?? lines.length),
  }));
  return [...Map.groupBy(runs, ({ command }) => command).values()].flatMap((all) => {
    const last = all.at(-1);
    const [own] = last?.lines ?? [];
    const words = (last?.output ?? [])
      .map((one) => one.words)
      .join("\n")
      .trim();
    const fails = complaint.test(words) || last?.lines.some(({ fault }) => fault !== undefined);
    if (!own || words === "" || fails) return [];
    return all
      .slice(0, -1)
      .flatMap((run) => run.output.filter(({ fault }) => fault !== undefined))
      .map((fault) => mendedBy(fault, { line: own.line, words }));
  });
};
