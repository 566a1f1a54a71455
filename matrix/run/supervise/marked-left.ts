import { readdirSync, readFileSync } from "node:fs";
import type { Mark } from "./marks.ts";

const processes = (): readonly string[] =>
  process.platform === "linux"
    ? readdirSync("/proc").filter((name) => /^\d{1,10}$/.test(name))
    : [];

/** What ran before this process gave out any mark, and still runs: it bears none. */
let unmarked: ReadonlySet<string> = new Set(processes());

/**
 * Whether a process runs that bears a mark, as far as can be told: a quick look, since a sweep is a process of its own.
 *
 * @returns true where there is no /proc to look into.
 */
export const isMarkedLeft = (mark: Mark): boolean => {
  if (process.platform !== "linux") return true;
  const now = processes();
  // The number of one that has ended may go to another.
  unmarked = new Set(now.filter((name) => unmarked.has(name)));
  return now.some((name) => !unmarked.has(name) && bearsMark(Number(name), mark));
};

/** Of Linux alone; false for what has gone, and for a process of somebody else. */
export const bearsMark = (pid: number, { mark, limitMark }: Mark): boolean =>
  read(`/proc/${pid}/limits`).includes(` ${limitMark} `) ||
  read(`/proc/${pid}/environ`).split("\0").includes(`HANDSHAKE_MATRIX_MARK=${mark}`);

const read = (path: string): string => {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
};
