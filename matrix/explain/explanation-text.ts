import { type Cause, pageOf, type Quote, type Side } from "../domain/cause.ts";
import { certaintyOf } from "../domain/doubt.ts";
import { decodeNumbers } from "../knowledge/texts/numbers.ts";
import type { Ending } from "./ending.ts";
import { type Cut, longestLogBytes } from "./excerpt.ts";
import type { Explanation, Tells } from "./explanation.ts";
import type { ReadSource } from "./read-text-matches.ts";
import type { TextMatch } from "./text-match.ts";

/** Records that are shown as chains; a log may have thousands of the same. */
const shownChains = 6;

/** Links of a chain that are shown. */
const longestChain = 12;

/** An explanation for people: what matters first. Ends with a line feed. */
export const explanationText = (explanation: Explanation): string => {
  const { diagnosis, sources, tells, besides } = explanation;
  const { determinable, nextCheck } = diagnosis;
  const isUnnamed = tells === "healthy" || tells === "other";
  const causes = diagnosis.causes.filter(({ code }) => !(isUnnamed && code === "undiagnosed"));
  if (sources.every(isEmpty)) {
    return "Nothing to explain: the input is empty. Pipe a log in, or name its file.\n";
  }
  const named = sources.length > 1;
  const [first] = causes;
  const unread = [
    ...unreadIn(sources).map((one) => `${named ? `${one.source}: ` : ""}${unreadText(one)}`),
    ...endingsOf(sources).map(
      ({ source, ending, lines }) =>
        `${named ? `${source}: ` : ""}what comes after line ${lines}: ${rest[ending]}`,
    ),
  ];
  const lines = [
    ...(isUnnamed
      ? unnamed(explanation, named)
      : first
        ? [headline(first, explanation, unread.length === 0)]
        : []),
    ...(explanation.over?.quote ? [quoted(explanation.over.quote, named)] : []),
    ...causes.flatMap((cause, index) =>
      entry(
        cause,
        index,
        causes[index - 1],
        named,
        index === 0 && !isUnnamed && tells !== "failure",
      ),
    ),
    ...(tells === "other" ? [] : section("of no connection", ofNone(besides, named))),
    ...section("error chain, outermost first", chains(sources, named)),
    ...section("numbers", numbers(sources, named)),
    ...(nextCheck === null ? [] : ["", `next: ${nextCheck}`]),
    ...section("not read", unread),
    ...section("fix", tells === "failure" ? [] : remedies(causes, determinable, tells)),
    ...(first && first.code !== "undiagnosed" ? ["", `more: ${pageOf(first.code)}`] : []),
  ];
  return `${lines.join("\n")}\n`;
};

/** What was not read of a source, in lines from 1. `crowded`: of more kinds of lines than are kept. */
type Unread = Readonly<{ source: string }> &
  Readonly<
    { because: "crowded"; count: number; from: number; to: number } | { because: Cut; from: number }
  >;

/** What was left out of each source that was not read in whole. */
export const unreadIn = (sources: readonly ReadSource[]): readonly Unread[] =>
  sources.flatMap(({ name: source, reach }): readonly Unread[] => {
    if (reach === null) return [];
    const { left, cut, lines } = reach;
    return [
      ...(left ? [{ source, because: "crowded", ...left } as const] : []),
      ...(cut ? [{ source, because: cut, from: lines + 1 }] : []),
    ];
  });

const unreadText = (one: Unread): string => {
  switch (one.because) {
    case "crowded":
      return `${one.count} lines between lines ${one.from} and ${one.to} that may tell something: the first and the last of so many kinds were read, and not these`;
    case "interrupted":
      return `${beyond(one.from)}: the reading was ended before the text was`;
    case "limit":
      return `${beyond(one.from)}: ${longestLogBytes / 2 ** 30} GiB are read of one log; cut out the minutes around the failure`;
  }
};

const beyond = (from: number): string =>
  from === 1 ? "all of it" : `what comes after line ${from - 1}`;

/** The sources that were cut short or damaged. */
export const endingsOf = (
  sources: readonly ReadSource[],
): readonly Readonly<{ source: string; ending: Exclude<Ending, "whole">; lines: number }>[] =>
  sources.flatMap(({ name, ending, reach }) =>
    ending === "whole" ? [] : [{ source: name, ending, lines: reach?.lines ?? 0 }],
  );

const rest: Readonly<Record<Exclude<Ending, "whole">, string>> = {
  truncated: "the file ends before its gzip data does",
  damaged: "the gzip data is damaged there",
};

const isEmpty = ({ text, reach, ending }: ReadSource): boolean =>
  ending === "whole" && (reach?.units ?? text.length) === 0;

/** The first lines for a text in which no connection failed. */
const unnamed = (
  { tells, diagnosis, successes, besides }: Explanation,
  named: boolean,
): readonly string[] => {
  if (tells === "other") {
    const [first, ...others] = ofNone(besides, named);
    return [`No failure of a connection: ${first ?? ""}`, ...others];
  }
  const fails =
    diagnosis.causes[0]?.code === "undiagnosed"
      ? "no failure is known in what was read, and it says that all goes well"
      : "it says that all goes well, and what else it tells fails nothing";
  return [`This log looks healthy: ${fails}.`, ...successes.map((quote) => quoted(quote, named))];
};

const ofNone = (besides: Explanation["besides"], named: boolean): readonly string[] =>
  besides.map(({ what, quote }) => `${what}. ${quoted(quote, named).trim()}`);

const headline = (
  { code, sentence, side }: Cause,
  { diagnosis: { determinable }, tells, over }: Explanation,
  isAllRead: boolean,
): string => {
  if (code === "undiagnosed") {
    return `No known error message found${isAllRead ? "" : " in what was read"}.`;
  }
  const first = `${code}: ${sentence}${whose(side)}`;
  switch (tells) {
    case "failure":
      return "This text says that something failed, not why. Causes found behind this message, most frequent first:";
    case "mention":
      return `Errors are only mentioned here, and no line says that one occurred. If one did, most likely ${first}`;
    case "several":
      return `Several components fail, each for a cause of its own. ${first}`;
    case "over":
      return `What failed here is over${over === null ? "" : ` (${over.why})`}, so that nothing may be left to mend. Before that, most likely ${first}`;
    default:
      return determinable ? first : `Not certain from this text. Most likely ${first}`;
  }
};

const sides: Readonly<Record<Side, string>> = {
  client: "client",
  server: "server",
  between: "what stands between them",
  harness: "harness",
};

const whose = (side: Side | null): string => (side === null ? "" : ` Fix on: ${sides[side]}.`);

/** A cause; what speaks for it is not said again where it is the same as for the one before. */
const entry = (
  cause: Cause,
  index: number,
  before: Cause | undefined,
  named: boolean,
  /** Its sentence stands in the first line. */
  isHeaded: boolean,
): readonly string[] => {
  const quotes = cause.matched.map((quote) => quoted(quote, named));
  const same =
    before?.matched.map((quote) => quoted(quote, named)).join("\n") === quotes.join("\n");
  return [
    ...(same ? [] : [""]),
    `${index + 1}. ${cause.code} (${certaintyOf(cause, index)})${isHeaded ? "" : `: ${cause.sentence}`}`,
    ...(cause.doubt === null ? [] : [`   not certain: ${cause.doubt}`]),
    ...(same ? [] : quotes),
  ];
};

const quoted = ({ by, text, at }: Quote, named: boolean): string =>
  `   ${at ? place(at.source, at.line, named) : ""}${by === "text" ? "" : `${printers[by] ?? by}: `}${text}`;

const printers: Readonly<Record<string, string>> = { between: "proxy" };

const place = (source: string, line: number, named: boolean): string =>
  named ? `${source}:${line}: ` : `line ${line}: `;

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ["", `${title}:`, ...lines.map((line) => `   ${line}`)];

/** One line a record, each record once. */
const chains = (sources: readonly ReadSource[], named: boolean): readonly string[] => {
  const records = new Map<string, TextMatch[]>();
  for (const said of sources.flatMap(({ textMatches }) => textMatches)) {
    const record = records.get(said.record) ?? [];
    record.push(said);
    records.set(said.record, record);
  }
  const seen = new Set<string>();
  const lines = [...records.values()].flatMap((chain) => {
    const [first] = chain;
    const text = chain
      .slice(0, longestChain)
      .map((said) => `${speaker(said)} "${said.quote.slice(0, 120)}"`)
      .join(" → ");
    if (!first || seen.has(text)) return [];
    seen.add(text);
    return [`${place(first.source, first.line, named)}${text}`];
  });
  return lines.length > shownChains
    ? [...lines.slice(0, shownChains), `and ${lines.length - shownChains} more`]
    : lines;
};

const speaker = ({ stack, by }: TextMatch): string =>
  by === null ? stack : `${stack} (${printers[by] ?? by})`;

/** What the numbers mean in lines in which something was read. */
const numbers = (sources: readonly ReadSource[], named: boolean): readonly string[] => {
  const lines = sources.flatMap(({ name, text, lineOf, textMatches }) => {
    const telling = new Set(textMatches.map(({ line }) => line));
    return decodeNumbers(text).flatMap(({ span, text: digits, meaning }) => {
      const line = lineOf(span.from);
      return telling.has(line) ? [`${place(name, line, named)}${digits} is ${meaning}`] : [];
    });
  });
  return [...new Set(lines)].slice(0, 12);
};

/** Of what is certain, or else of the first two; of a healthy log of the first alone. */
const remedies = (
  causes: readonly Cause[],
  determinable: boolean,
  tells: Tells,
): readonly string[] =>
  causes
    .filter(({ decided }, index) =>
      determinable ? decided : index < (tells === "healthy" ? 1 : 2),
    )
    .flatMap(({ code, remedy }) => (remedy === null ? [] : [`${code}: ${remedy}`]));
