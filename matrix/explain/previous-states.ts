import { type LogLine, logLines, type Mended, mendedBy } from "./log-lines.ts";
import type { ReadSource } from "./read-text-matches.ts";

// How Kubernetes describes a container that was started again (`kubectl describe`, `get -o yaml`, `get -o json`): a block of
// what it was before stands beside the keys of what it is now.

/** A line as a key of its block. `indent`: blanks before the key, where the mark of a list's item counts as blanks. */
type Key = LogLine & Readonly<{ indent: number; begins: boolean }>;

/** UTF-16 units of a line that are looked at. */
const looked = 200;

const keysIn = (source: ReadSource): readonly Key[] =>
  logLines(source, looked).flatMap((one): readonly Key[] => {
    const before = /^\s{0,80}(- )?/.exec(one.words) ?? [""];
    const indent = before[0].length;
    const words = one.words.slice(indent).replace(/["',]/g, "").trim();
    return words === "" ? [] : [{ ...one, words, indent, begins: before[1] !== undefined }];
  });

const previous = /^last ?state:/i;

/** What all containers of a pod say that have come back once; one that goes on to end is not over its fault. */
const now = [
  /^state: {1,20}running\b|^running:/i,
  /^ready: {1,20}true$/i,
  /^restart ?count: {1,20}1$/i,
];

/** The keys around one that are of the same container, itself excepted. */
const beside = (keys: readonly Key[], index: number): readonly Key[] => {
  const { indent } = keys[index] ?? { indent: 0 };
  const isOutside = (one: Key): boolean => one.indent < indent;
  const isAnother = (one: Key): boolean => isOutside(one) || (one.begins && one.indent === indent);
  const before = keys.slice(0, index);
  const after = keys.slice(index + 1);
  const end = after.findIndex(isAnother);
  const mine = end < 0 ? after : after.slice(0, end);
  if (keys[index]?.begins) return mine;
  return [...before.slice(Math.max(0, before.findLastIndex(isAnother))), ...mine];
};

/** Faults in what a container was before, each with the last line that says that it has come back. */
export const previousStatesIn = (source: ReadSource): readonly Mended[] => {
  const keys = keysIn(source);
  return keys.flatMap(({ words, indent }, index): readonly Mended[] => {
    if (!previous.test(words)) return [];
    const rest = keys.slice(index + 1);
    const end = rest.findIndex((one) => one.indent <= indent);
    const inside = end < 0 ? [] : rest.slice(0, end);
    const others = beside(keys, index).filter((one) => !inside.includes(one));
    const told = now.map((pattern) => others.findLast((one) => pattern.test(one.words)));
    const last = told.every((one) => one !== undefined)
      ? told.toSorted((a, b) => b.line - a.line)[0]
      : undefined;
    return inside.flatMap((one) => (last && one.fault ? [mendedBy(one, last)] : []));
  });
};
