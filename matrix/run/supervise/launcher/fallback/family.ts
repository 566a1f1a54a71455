import type { ProcessStat } from "./processes.ts";

/** Processes and their parents. */
export type Family = ReadonlyMap<number, ProcessStat>;

/** Numbers may be given out anew while a family is read, so it takes no more steps than there are members. */
export const ancestorsOf = (family: Family, pid: number): readonly number[] => {
  const ancestors: number[] = [];
  let up = family.get(pid)?.parent ?? 0;
  while (up > 0 && ancestors.length < family.size) {
    ancestors.push(up);
    up = family.get(up)?.parent ?? 0;
  }
  return ancestors;
};
