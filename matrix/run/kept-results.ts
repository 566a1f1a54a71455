import type { CellResult } from "../domain/run-result.ts";
import { jsonText } from "../report/format/json.ts";

/**
 * What is kept of finished cells until the run has ended: as the file has them, each text through the gate, without the
 * evidence and the logs that their texts were cut from, and with one copy of what many cells have in common. So a run of
 * ten thousand cells has room.
 */
export const keptResults = (): ((result: CellResult) => CellResult) => {
  const shared = sharing();
  return (result) => shared(JSON.parse(jsonText(result, "line"))) as CellResult;
};

/** Longer ones are a cell's own. */
const longestShared = 1024;

/**
 * Equal texts become one, and so do equal lists and objects that have no number: a time is hardly ever the same twice. What is
 * given is changed.
 */
const sharing = (): ((value: unknown) => unknown) => {
  const known = new Map<string, unknown>();
  const timed = new WeakSet<object>();
  const isTimed = (value: unknown): boolean =>
    typeof value === "number" || (typeof value === "object" && value !== null && timed.has(value));
  const one = <T>(value: T): T => {
    const key = JSON.stringify(value);
    if (key.length > longestShared) return value;
    const before = known.get(key);
    if (before === undefined) known.set(key, value);
    return (before as T | undefined) ?? value;
  };
  const shared = (value: unknown): unknown => {
    if (typeof value === "string") return one(value);
    if (typeof value !== "object" || value === null) return value;
    // In place: nobody else has it, and it keeps the form in which it was parsed.
    const own = value as Record<string, unknown>;
    let isOwn = false;
    for (const name of Object.keys(own)) {
      own[name] = shared(own[name]);
      isOwn ||= isTimed(own[name]);
    }
    if (!isOwn) return one(own);
    timed.add(own);
    return own;
  };
  return shared;
};
