import { hash } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";

/**
 * What was made of texts before, by the texts' digests. To parse the shipped files anew takes a fifth of a second, the
 * longest step of a start; what a schema makes of a value is done each time.
 */
export type KeptValues = Readonly<{
  /** undefined for a text that is not kept. */
  valueOf: (text: string) => unknown;
  keep: (text: string, value: unknown) => void;
}>;

/** As many as the shipped files, several times over. */
const mostValues = 256;

/** Characters of JSON. What is larger is made of somebody's own file, and is not worth the room. */
const longestValue = 2 ** 16;

/**
 * It is a cache: where its file cannot be read or written, texts are parsed.
 *
 * @param file - read when the first value is asked for, replaced when the process ends and there is something new.
 * @param version - of what makes them; another one's values are not used.
 */
export const keptValues = (file: string, version: string): KeptValues => {
  let values: Map<string, unknown> | undefined;
  const kept = () => (values ??= new Map(Object.entries(stored(file))));
  const keyOf = (text: string) => hash("sha256", `${version}\n${text}`);
  let isNew = false;
  const write = () => {
    const newest = [...kept()].slice(-mostValues);
    replace(file, JSON.stringify(Object.fromEntries(newest)));
  };
  return {
    valueOf: (text) => kept().get(keyOf(text)),
    keep: (text, value) => {
      if (!isOfJson(value) || JSON.stringify(value).length > longestValue) return;
      kept().set(keyOf(text), value);
      if (!isNew) process.once("exit", write);
      isNew = true;
    },
  };
};

const stored = (file: string): object => {
  try {
    const read: unknown = JSON.parse(readFileSync(file, "utf8"));
    return typeof read === "object" && read !== null ? read : {};
  } catch {
    return {};
  }
};

/** Two processes may end at once: each writes a file of its own and puts it in the other's place whole. */
const replace = (file: string, text: string): void => {
  const own = `${file}.${process.pid}`;
  try {
    removeAbandoned(file);
    writeFileSync(own, text, { mode: 0o600 });
    renameSync(own, file);
  } catch {
    rmSync(own, { force: true });
  }
};

/** Writing takes milliseconds: what is older is of a process that was killed in the middle. */
const abandonedMs = 60_000;

const removeAbandoned = (file: string): void => {
  const folder = dirname(file);
  const own = `${basename(file)}.`;
  for (const name of readdirSync(folder).filter((one) => one.startsWith(own))) {
    const path = join(folder, name);
    const writtenMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (writtenMs !== undefined && Date.now() - writtenMs > abandonedMs)
      rmSync(path, { force: true });
  }
};

/** YAML also has NaN, infinities and values that stand in themselves. */
const isOfJson = (value: unknown): boolean => {
  try {
    return isDeepStrictEqual(JSON.parse(JSON.stringify(value)), value);
  } catch {
    return false;
  }
};
