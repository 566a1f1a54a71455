import { readdirSync, readFileSync } from "node:fs";
import type { Mark } from "./marks.ts";

/**
 * Whether a process runs that bears a mark, as far as can be told: a quick look, since a sweep is a process of its own.
 *
 * @returns true where there is no /proc to look into.
 */
export const isMarkedLeft = ({ mark, limitMark }: Mark): boolean => {
  if (process.platform !== "linux") return true;
  const variable = `HANDSHAKE_MATRIX_MARK=${mark}`;
  const limit = ` ${limitMark} `;
  return readdirSync("/proc").some(
    (name) =>
      /^\d{1,10}$/.test(name) &&
      (read(`/proc/${name}/limits`).includes(limit) ||
        read(`/proc/${name}/environ`).split("\0").includes(variable)),
  );
};

/** Empty for what has gone, and for a process of somebody else. */
const read = (path: string): string => {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
};
