import { componentOf, speakerOf } from "./component.ts";
import { tellsGood } from "./good-end.ts";
import { type LogLine, logLines, type Mended, mendedBy } from "./log-lines.ts";
import { withoutOpeners } from "./openers.ts";
import type { ReadSource } from "./read-text-matches.ts";
import { complaint } from "./successes.ts";

/** The process that prints, where its system's log tells. */
const processId =
  /^[A-Z][a-z]{2} {1,2}\d{1,2} [\d:.]{8,15} [\w.-]{1,64} [\w./-]{1,64}\[(\d{1,7})\]: /;

/** What says that a process ended, or is begun again; whoever says so. */
const ended = /\bexited\b|\bexit code\b|\brestart(?:ing|ed)\b|\bspawned: |\bterminated\b/i;

/** What says that a program is begun, in the same words each time. */
const starts = /\b(?:starting|launching|spawning)\b/i;

/** Lines that a log goes on with after a program came up, at least. */
const fewest = 2;

/** What a program says that has what it needs, of itself and not of a port beside. */
const serves = /\b(?:serving|listening)\b/i;
const beside = /\b(?:metrics|admin|debug|pprof|health\w{0,2}|probes?)\b/i;

/** UTF-16 units of a line that are looked at. */
const looked = 400;

type Read = LogLine &
  Readonly<{
    /** Without its time and level. */
    bare: string;
    program: string;
    id: string | undefined;
    isEnd: boolean;
  }>;

const linesIn = (source: ReadSource): readonly Read[] =>
  logLines(source, looked).map((one) => ({
    ...one,
    bare: withoutOpeners(one.words),
    program: speakerOf(one.words) || componentOf(one.words),
    id: processId.exec(one.words)?.[1],
    isEnd: ended.test(one.words),
  }));

const endedWell = /\b(?:code|status)[ =:]{1,2}0\b/i;

/** Whether a line is said by the program of a fault, or of an end of it that was not meant. */
const isOf =
  (fault: Read) =>
  ({ program, words, isEnd }: Read): boolean =>
    program === fault.program || (isEnd && words.includes(fault.program) && !endedWell.test(words));

/** What was said by, or of the end of, the program of a fault after it had been started again. */
const afterRestart = (fault: Read, after: readonly Read[]): readonly Read[] => {
  const isOfIt = isOf(fault);
  const { program, id } = fault;
  if (program === "") {
    // A supervisor's own list of what became of one program.
    const restart = fault.isEnd ? after.findIndex(({ words }) => /\brestart/i.test(words)) : -1;
    return restart < 0 ? [] : after.slice(restart + 1);
  }
  if (id !== undefined) return after.filter((one) => isOfIt(one) && one.id !== id);
  const end = after.findIndex(
    ({ words, isEnd, fault }) => isEnd && fault === undefined && words.includes(program),
  );
  return end < 0 ? [] : after.slice(end + 1).filter(isOfIt);
};

const fails = ({ words, fault, isEnd }: Read): boolean =>
  fault !== undefined || isEnd || complaint.test(words);

/**
 * Faults that would keep a program from serving, if they are such, each with the line in which the same program serves: it was
 * started anew, whoever did not write that down.
 */
export const servedIn = (source: ReadSource): readonly Mended[] => {
  const lines = linesIn(source);
  return lines.flatMap((fault, index): readonly Mended[] => {
    if (fault.fault === undefined || fault.program === "") return [];
    const later = lines.slice(index + 1).filter(isOf(fault));
    const last = later.findLastIndex(fails);
    const success = later
      .slice(last + 1)
      .filter(({ id }) => id === undefined || id !== fault.id)
      .find(({ words }) => serves.test(words) && tellsGood(words) && !beside.test(words));
    return success ? [mendedBy(fault, success)] : [];
  });
};

/** Whether one part of a program is within the other, by their names. */
const areOfOne = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a);

/** What was said after the program was begun in the same words as before its fault, whoever begins it. */
const afterSameStart = (lines: readonly Read[], index: number): readonly Read[] => {
  const { program } = lines[index] ?? { program: "" };
  const before = new Set(
    lines.slice(0, index).flatMap(({ bare }) => (starts.test(bare) ? [bare] : [])),
  );
  const last = lines.findLastIndex((one) => before.has(one.bare) && areOfOne(one.program, program));
  const after = last <= index ? [] : lines.slice(last + 1);
  return after.length < fewest ? [] : after.filter((one) => areOfOne(one.program, program));
};

/** Faults of a program, each with the line in which it says that it works, after it was started again. */
export const restartsIn = (source: ReadSource): readonly Mended[] => {
  const lines = linesIn(source).filter(({ words }) => words.trim() !== "");
  return lines.flatMap((fault, index): readonly Mended[] => {
    if (fault.fault === undefined) return [];
    const later = afterRestart(fault, lines.slice(index + 1));
    const last = later.findLastIndex(fails);
    const again = afterSameStart(lines, index);
    const success =
      later.slice(last + 1).find(({ words }) => tellsGood(words)) ??
      (again.some(fails) ? undefined : again.at(-1));
    return success ? [mendedBy(fault, success)] : [];
  });
};
