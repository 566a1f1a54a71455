import { linesOf } from "./lines.ts";

/** A log as it was given, with the line of the whole that each of its lines is. */
export type Pasted = Readonly<{ text: string; lineOf(line: number): number }>;

/** A line of a log that is an object of JSON, whatever a collector put before it. */
export type JsonRecord = Readonly<{
  /** By the names on the way to them; without errors. */
  fields: ReadonlyMap<string, string>;
  /** What its writer says in it; empty where nothing. */
  message: string;
  /** Whether it has an error, or a status that is one. */
  hasError: boolean;
}>;

/** A longer line is read as text. UTF-16 units, and levels within it. */
const longest = 64 * 1024;
const deepest = 6;

/** The time or the level, and what is said. */
const fewestCells = 2;

/** Fields with an error, whatever is in them, and with what stands beside one. */
const ofError = /^(?:err\w{0,10}|reason|cause|exception)$/i;
const besideError = /^(?:stack\w{0,8}|details?)$/i;

/** Fields with what came of it, and the values of those that went well. */
const ofStatus = /^(?:(?:rpc_|grpc_|http_)?(?:code|status(?:_?code)?)|ok|success|result|outcome)$/i;
const good = /^(?:0|2\d\d|ok|true|success\w{0,7}|serving|ready|healthy|done|complete[d]?|passed)$/i;

const ofMessage = /^(?:msg|message|event)$/i;

/** What a collector puts a program's own line in. */
const ofCollector = /^(?:log|message|msg|line)$/i;

const isNone = (value: unknown): boolean =>
  value === null || value === "" || value === false || value === "null" || value === "<nil>";

type Reading = { fields: Map<string, string>; message: string; hasError: boolean };

const addTo = (reading: Reading, object: object, path: string, depth: number): void => {
  for (const [name, value] of Object.entries(object) as [string, unknown][]) {
    if (ofError.test(name)) {
      if (!isNone(value)) reading.hasError = true;
    } else if (ofStatus.test(name) && typeof value !== "object") {
      if (!good.test(String(value))) reading.hasError = true;
    } else if (typeof value === "object" && value !== null) {
      if (depth < deepest) addTo(reading, value, `${path}${name}.`, depth + 1);
    } else if (ofMessage.test(name)) {
      reading.message ||= String(value);
    } else if (!besideError.test(name)) {
      reading.fields.set(`${path}${name}`, String(value));
    }
  }
};

const objectIn = (line: string): object | undefined => {
  const from = line.indexOf("{");
  if (from < 0 || line.length > longest || !/\}\s*$/.test(line.slice(-8))) return undefined;
  try {
    const value: unknown = JSON.parse(line.slice(from));
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};

/** The object of a program within that of who collected its lines. */
const innermost = (object: object): object => {
  for (const [name, value] of Object.entries(object) as [string, unknown][]) {
    if (!ofCollector.test(name) || typeof value !== "string" || !value.startsWith("{")) continue;
    const inner = objectIn(value);
    if (inner) return inner;
  }
  return object;
};

/** @returns undefined where the line is no object of JSON. */
export const jsonRecordIn = (line: string): JsonRecord | undefined => {
  const object = objectIn(line);
  if (!object) return undefined;
  const reading: Reading = { fields: new Map(), message: "", hasError: false };
  addTo(reading, innermost(object), "", 0);
  reading.message ||= cellBefore(line);
  return reading;
};

/** The last cell before an object, which a logger's console puts between tabs; empty where it does not. */
const cellBefore = (line: string): string => {
  const cells = line.slice(0, line.indexOf("{")).trimEnd().split("\t");
  return cells.length < fewestCells ? "" : (cells.at(-1)?.trim() ?? "");
};

/** The records of a source by their lines in the log as pasted. */
export const jsonRecordsIn = (pasted: Pasted): ReadonlyMap<number, JsonRecord> =>
  new Map(
    linesOf(pasted.text).flatMap(({ from, to }, index) => {
      const record = jsonRecordIn(pasted.text.slice(from, to));
      return record ? [[pasted.lineOf(index + 1), record] as const] : [];
    }),
  );
