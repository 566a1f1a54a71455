import type { Printer, Reading } from "../diagnose/read-texts.ts";
import type { PrinterHint } from "../knowledge/printer-words.ts";
import { standings } from "./context.ts";
import type { Ending } from "./ending.ts";
import type { Reach } from "./excerpt.ts";
import { jsonRecordsIn, type Pasted } from "./json-records.ts";
import { withoutLinePrefix } from "./line-prefix.ts";
import { linesOf } from "./lines.ts";
import { lineFinder, mapped } from "./mapped-text.ts";
import { normalised } from "./normalise.ts";
import { headingIn, hintIn, labelIn } from "./printer-hints.ts";
import { isProxy, printerOf } from "./printer-of.ts";
import { readFolded } from "./read-folded.ts";
import { recordNumbers } from "./records.ts";
import type { TextMatch } from "./text-match.ts";
import { isBroken } from "./unwrapped.ts";

/**
 * A log as it was pasted, or what there is to read of a long one. `printer`: who is known to have printed it. `lineOf`:
 * what a line of the text is in the whole log, both from 1; where it is missing, the text is the whole.
 */
export type Source = Readonly<{
  name: string;
  text: string;
  printer?: Printer;
  lineOf?(line: number): number;
  reach?: Reach;
  ending?: Ending;
}>;

/**
 * What was read of one source. `text`: as its printers wrote it. `lineOf`: of an offset in it, in the log as pasted. `pasted`:
 * what was given, with the line of the whole log that each of its lines is.
 */
export type ReadSource = Readonly<{
  name: string;
  text: string;
  reach: Reach | null;
  ending: Ending;
  pasted: Pasted;
  lineOf(offset: number): number;
  textMatches: readonly TextMatch[];
}>;

/** The stacks' texts in a log, in their order, without those that somebody only mentions. */
export const readTextMatches = (source: Source): ReadSource => {
  const clean = normalised(source.text);
  const findLine = lineFinder(source.text);
  const wholeLineOf = (line: number): number => source.lineOf?.(line) ?? line;
  const lineOf = (offset: number): number => wholeLineOf(findLine(clean.at[offset] ?? 0));
  const { text } = clean;
  const lines = linesOf(text);
  const lineIndex = lineFinder(text);
  const printers = printersOf(text, source.printer);
  const bare = withoutLinePrefix(mapped(text))?.text ?? text;
  const bareLines = linesOf(bare);
  const pasted = { text: source.text, lineOf: wholeLineOf };
  const inJson = jsonRecordsIn(pasted);
  const pastedLines = lines.map(({ from }) => lineOf(from));
  const records = recordsOf(
    bare,
    printers,
    pastedLines.map((line, index) => inJson.has(line) && pastedLines[index - 1] === line),
  );
  const found = readFolded(text, source.printer ?? {});
  const around = blanked(text, found);
  const context = standings(
    lines.map(({ from, to }, index) => {
      const own = bareLines[index];
      const start = own ? to - (own.to - own.from) : from;
      const end = Math.min(to, start + judged);
      return {
        line: text.slice(start, end),
        around: around.slice(start, end),
        goesOn: isBroken(bare, bareLines, index - 1),
      };
    }),
  );
  const readings = found.filter((reading) => {
    const index = lineIndex(reading.span.from) - 1;
    return context[index] !== "foreign" && !isNothing(text, reading);
  });
  const recordText = textsByRecord(text, records);
  const spoken = new Map<number, Reading["role"]>();
  for (const { role, stack, span } of readings) {
    const record = records[lineIndex(span.from) - 1] ?? 0;
    if (role && !spoken.has(record)) spoken.set(record, isProxy(stack) ? "between" : role);
  }
  return {
    name: source.name,
    text,
    reach: source.reach ?? null,
    ending: source.ending ?? "whole",
    pasted,
    lineOf,
    textMatches: readings.map(({ fact, stack, role, quote, span }): TextMatch => {
      const line = lineIndex(span.from) - 1;
      const record = records[line] ?? 0;
      const printer = printerOf({
        told: source.printer?.role ?? null,
        own: role,
        stack,
        labelled: printers[line],
        hinted: hintIn(recordText(record)),
        beside: spoken.get(record) ?? null,
      });
      return {
        fact,
        stack,
        ...printer,
        quote: quote.replace(/\s+/g, " "),
        context: contextIn(context[line]),
        around: recordText(record),
        source: source.name,
        line: lineOf(span.from),
        record: `${source.name}:${record}`,
      };
    }),
  };
};

const contextIn = (context: ReturnType<typeof standings>[number] | undefined) =>
  context === undefined || context === "foreign" ? "printed" : context;

/** UTF-16 units of a line by which it is judged whose it is. */
const judged = 2000;

/**
 * Numbers of records; two printers share none.
 *
 * @param bare - the text without what stands before every line.
 * @param within - whether a line is of the same object of JSON as the one before.
 */
const recordsOf = (
  bare: string,
  printers: readonly (PrinterHint | undefined)[],
  within: readonly boolean[],
): readonly number[] => {
  let record = 0;
  let before: number | undefined;
  return recordNumbers(bare).map((number, index) => {
    const another = index > 0 && printers[index]?.by !== printers[index - 1]?.by;
    if (!within[index] && (number !== before || another)) record += 1;
    before = number;
    return record;
  });
};

/** The text without what was read in it: what is left of a line is its writer's own. */
const blanked = (text: string, readings: readonly Reading[]): string => {
  const parts: string[] = [];
  let done = 0;
  for (const { span } of readings) {
    parts.push(text.slice(done, span.from), "·".repeat(span.to - span.from));
    done = span.to;
  }
  return parts.join("") + text.slice(done);
};

/**
 * "keepalive timeout: 20s" sets a time, it does not say that one ran out; s_client prints "No ALPN negotiated"
 * whenever it was not told to offer any, and "read:errno=0" when its user leaves; a plugin's output ends also where all went well, and a plugin that
 * go-plugin 1.0 or another language built serves none (go-plugin 1.8.0 grpc_stdio.go goes on without).
 */
const isNothing = (text: string, { span, fact, quote }: Reading): boolean => {
  if (isCountOfNone(text, span) || isIgnored(text, span)) return true;
  switch (fact.fact) {
    case "timeout":
      return /^["']?\s?[:=]\s?["']?\d/.test(text.slice(span.to, span.to + 6));
    case "unimplemented":
      return /plugin\.GRPCStdio/.test(quote);
    case "no-alpn-selected":
      return quote === "No ALPN negotiated" && !/\s-alpn\b/.test(text);
    case "closed-in-handshake":
      return quote === "read:errno=0" && hasShakenHands(text.slice(0, span.from));
    case "plugin-output-ended":
      return (
        succeeded.test(text) ||
        endedOrderly.test(text) ||
        /plugin\.GRPCStdio/.test(text.slice(span.to, text.indexOf("\n", span.to) >>> 0))
      );
    case "cancelled":
      return quote === "the client connection is closing" && closedChannel.test(text);
    case "exited":
      return succeeded.test(text) || !/exit/.test(quote);
    default:
      return false;
  }
};

/** "connection refused: 0, resets: 0" counts what did not happen. */
const isCountOfNone = (text: string, { from, to }: Reading["span"]): boolean =>
  /^["'`]?s?["'`]?\s{0,3}[:=]\s{0,3}["']?0["']?[\s,;|)}]/.test(text.slice(to, to + 14)) ||
  /(?:^|[\n,;(|]\s?|[a-z]: )0 $/.test(text.slice(Math.max(0, from - 8), from));

/** What a process leaves out of its own lists before anything is agreed. */
const isIgnored = (text: string, { from }: Reading["span"]): boolean =>
  /\bignor(?:e[sd]?|ing):? $/i.test(text.slice(Math.max(0, from - 12), from));

/** s_client's report of a handshake that came about; how the session ends afterwards is its user's affair. */
const hasShakenHands = (text: string): boolean =>
  (/\bCipher is \w/.test(text) || /^HTTP\/[\d.]{1,3} \d{3}\b/m.test(text)) &&
  text.includes("Verify return code: 0 (ok)");

const endedOrderly = /plugin process exited(?![^\n]{0,300}error=)/;

/** grpc-go's `Close` of a channel, in whose course each of its transports says that it closes. */
const closedChannel = /\[Channel #\d{1,6}\] ?Channel Connectivity change to SHUTDOWN/;

const succeeded =
  /Apply complete|Destroy complete|No changes\.|^\s{0,8}Plan: \d|completed successfully|successfully (?:configured|initialized)/m;

const textsByRecord = (text: string, records: readonly number[]): ((record: number) => string) => {
  const spans = new Map<number, { from: number; to: number }>();
  for (const [index, { from, to }] of linesOf(text).entries()) {
    const record = records[index] ?? 0;
    const before = spans.get(record);
    spans.set(record, { from: before?.from ?? from, to });
  }
  return (record) => {
    const span = spans.get(record);
    return span ? text.slice(span.from, Math.min(span.to, span.from + 4096)) : "";
  };
};

/** For each line, whose it is by its own label or by the heading above it; undefined where neither tells. */
const printersOf = (
  text: string,
  told: Printer | undefined,
): readonly (PrinterHint | undefined)[] => {
  if (told?.role) return [];
  let section: PrinterHint | undefined;
  return linesOf(text).map(({ from, to }) => {
    const line = text.slice(from, Math.min(to, from + 240));
    section = headingIn(line) ?? section;
    return labelIn(line) ?? section;
  });
};
