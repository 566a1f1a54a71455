import type { Retried } from "./attempts.ts";
import { faultLines } from "./fault-lines.ts";
import { denies, tellsGood } from "./good-end.ts";
import type { ReadSource } from "./read-text-matches.ts";
import { complaint } from "./successes.ts";
import { linesOf } from "./unwrapped.ts";

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
  /^(?:@?time\w{0,6}|@?t|ts|level|lvl|severity|msg|message|event|attempts?|retr\w{1,6}|backoff|delay|caller|line|pid|tid|thread|seq|trace\w{0,3}|span\w{0,3}|logger|component|module|service|app|action|output)$/i;

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

/** What a record is of: its fields but those that tell when, how and with what end. */
const subjectOf = (fields: ReadonlyMap<string, string>): readonly (readonly [string, string])[] =>
  [...fields].filter(([name]) => !ofFault.test(name) && !ofFigure.test(name) && !ofAny.test(name));

/** Faults in records with fields, each with a later record of all the same fields that says what came of it, and no error. */
export const mendedRecords = ({ text, lineOf, textMatches }: ReadSource): readonly Retried[] => {
  const faults = faultLines({ textMatches });
  let failed: Readonly<{ line: number; subject: ReturnType<typeof subjectOf> }>[] = [];
  return linesOf(text).flatMap(({ from, to }): readonly Retried[] => {
    const line = lineOf(from);
    const quote = faults.get(line);
    if (quote === undefined && failed.length === 0) return [];
    const words = text.slice(from, Math.min(to, from + looked));
    if (quote !== undefined) {
      const subject = subjectOf(fieldsOf(withoutError(words, quote)));
      if (subject.length > 0) failed = [...failed.slice(1 - mostKept), { line, subject }];
      return [];
    }
    const fields = fieldsOf(words);
    const names = [...fields.keys()];
    const hasFigure = names.some((name) => ofFigure.test(name));
    const tells = tellsGood(words) || (hasFigure && !denies(words));
    if (!tells || names.some((name) => ofFault.test(name)) || complaint.test(words)) return [];
    const mended = failed.filter(({ subject }) =>
      subject.every(([name, value]) => fields.get(name) === value),
    );
    failed = failed.filter((one) => !mended.includes(one));
    return mended.map((one) => ({ fault: one.line, line, words }));
  });
};
