import { denies, tellsGood } from "./good-end.ts";
import { type JsonRecord, jsonRecordsIn } from "./json-records.ts";
import { logLines, type Mended, mendedBy } from "./log-lines.ts";
import { isOfProgram } from "./program-fields.ts";
import type { ReadSource } from "./read-text-matches.ts";
import { complaint } from "./successes.ts";

/** A field of JSON or of logfmt, quoted or not. */
const field =
  /(?:"([\w.@-]{1,40})"\s?:\s?|(?<![^\s])([\w.@-]{1,40})=)(?:"((?:[^"\\\n]|\\[^\n]){0,400})"|([^\s",{}[\]]{1,120}))/g;

/** Fields that say what came of it. */
const ofFault = /^(?:err\w{0,10}|reason|cause|exception)$/i;
const faultBegins = new RegExp(`(?<![\\w.@-])"?${ofFault.source.slice(1, -1)}"?\\s?[:=]`, "i");

/** Fields that say how much there was, or how long it took. */
const ofFigure = /^(?:took|dur\w{0,10}|elapsed|latency|rows|bytes|count)$/i;

/** Fields that are another's for each record, or that all records of a part of a program have. */
const ofAny =
  /^(?:@?time\w{0,6}|@?t|ts|level|lvl|severity|msg|message|event|attempts?|retr\w{1,6}|backoff|delay|interval|caller|line|pid|tid|thread|seq|trace\w{0,3}|span\w{0,3}|logger|component|module|service|app|action|output)$/i;

/** UTF-16 units of a line that are looked at, and records that later ones are compared with, at most. */
const looked = 1200;
const mostKept = 64;

/** A line has so many fields before it is a record. */
const fewest = 3;

const fieldsOf = (line: string): ReadonlyMap<string, string> => {
  const found = [...line.matchAll(field)].map(
    ([, json, logfmt, quoted, bare]) => [json ?? logfmt ?? "", quoted ?? bare ?? ""] as const,
  );
  return new Map(found.length < fewest ? [] : found);
};

/** A record without its error, which may look like fields of its own. */
const withoutError = (words: string, quote: string): string => {
  const from = words.search(faultBegins);
  const to = words.lastIndexOf(quote) + quote.length;
  return from < 0 || to < from ? words : words.slice(0, from) + words.slice(to);
};

type Fields = ReadonlyMap<string, string>;
type Subject = readonly (readonly [string, string])[];

/** What a record is of: its fields but those that tell when, how and with what end. */
const subjectOf = (fields: Fields): Subject =>
  [...fields].filter(
    ([path]) =>
      !path
        .split(".")
        .some((name) => ofFault.test(name) || ofFigure.test(name) || ofAny.test(name)),
  );

/** What a message opens with: of two that do so alike, one may tell what came of the other. */
const openingOf = (message: string): string => message.toLowerCase().split(/\s+/, 2).join(" ");

/** The verb of an opening, in whatever form: "exporting", "export". */
const verbOf = (opening: string): string =>
  /^([a-z]{4,30}?)(?:ing|ed|s)?(?![a-z])/.exec(opening)?.[1] ?? "";

/**
 * A line as it is to be compared. `says`: it has no error, and tells of a good end. `opening`: empty where no line needs one.
 * `retries`: it says that it will be tried again, under the same `verb`.
 */
type Compared = Readonly<{
  subject: Subject;
  fields: Fields;
  says: boolean;
  opening: string;
  verb: string;
  retries: boolean;
}>;

const comparedJson = ({ fields, message, hasError }: JsonRecord): Compared => {
  const subject = subjectOf(fields);
  const isOfProgramAlone = subject.every(([path]) => isOfProgram(path));
  const tells = tellsGood(message) || (hasFigure(fields) && !denies(message));
  const opening = isOfProgramAlone ? openingOf(message) : "";
  return {
    subject,
    fields,
    says: tells && !hasError && !complaint.test(message),
    opening,
    verb: verbOf(opening),
    retries: /\bretry\b/i.test(message),
  };
};

const hasFigure = (fields: Fields): boolean =>
  [...fields.keys()].some((name) => ofFigure.test(name));

const comparedText = (words: string, quote: string | undefined): Compared => {
  const fields = fieldsOf(quote === undefined ? words : withoutError(words, quote));
  const tells = tellsGood(words) || (hasFigure(fields) && !denies(words));
  const hasError = [...fields.keys()].some((name) => ofFault.test(name));
  return {
    subject: subjectOf(fields),
    fields,
    says: tells && !hasError && !complaint.test(words),
    opening: "",
    verb: "",
    retries: false,
  };
};

/** Whether a later line has all that an earlier one is of. */
const isOfSame = (failed: Compared, later: Compared): boolean =>
  failed.subject.every(([name, value]) => later.fields.get(name) === value) &&
  (failed.opening === "" ||
    failed.opening === later.opening ||
    (failed.retries && failed.verb !== "" && failed.verb === later.verb));

/** Faults in records with fields, each with a later record of all the same fields that says what came of it, and no error. */
export const mendedRecords = (source: ReadSource): readonly Mended[] => {
  const records = jsonRecordsIn(source.pasted);
  let failed: Readonly<{ line: number; compared: Compared }>[] = [];
  let before = 0;
  return logLines(source, looked).flatMap((one): readonly Mended[] => {
    const { line, words, fault: quote } = one;
    const record = records.get(line);
    // The line breaks in the values of a record begin no other.
    const isRest = record !== undefined && line === before;
    before = line;
    if (isRest || (quote === undefined && failed.length === 0)) return [];
    const compared = record ? comparedJson(record) : comparedText(words, quote);
    if (quote !== undefined) {
      if (compared.subject.length > 0) {
        failed = [...failed.slice(1 - mostKept), { line, compared }];
      }
      return [];
    }
    if (!compared.says) return [];
    const mended = failed.filter((before) => isOfSame(before.compared, compared));
    failed = failed.filter((before) => !mended.includes(before));
    return mended.map((before) => mendedBy(before, one));
  });
};
