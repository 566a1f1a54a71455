import { type MappedText, mapped, replaced } from "./mapped-text.ts";

type Step = readonly [pattern: RegExp, replacement: (match: RegExpMatchArray) => string];

const nothing = (): string => "";

const character = (code: number): string =>
  code === 0 || code > 0x10ffff ? " " : String.fromCodePoint(code);

const entities: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  amp: "&",
  lt: "<",
  gt: ">",
  nbsp: " ",
  ldquo: '"',
  rdquo: '"',
  lsquo: "'",
  rsquo: "'",
  hellip: "…",
};

/** UTF-8 that was read as windows-1252 and written again, of what occurs in logs. */
const mojibake: Readonly<Record<string, string>> = {
  "â€œ": '"',
  "â€\u009d": '"',
  "â€\u009c": '"',
  "â€˜": "'",
  "â€™": "'",
  "â€“": "-",
  "â€”": "-",
  "â€¦": "…",
};

const typographic: Readonly<Record<string, string>> = {
  "“": '"',
  "”": '"',
  "„": '"',
  "‘": "'",
  "’": "'",
};

/** Control sequences of a terminal (ECMA-48 sections 5.4 and 8.3.89). */
const control = new RegExp(
  [
    String.raw`\x1b\[[\d;:?]{0,40}[ -/]{0,4}[@-~]`,
    String.raw`\x1b\][^\x07\x1b\n]{0,400}(?:\x07|\x1b\\)`,
    String.raw`\x1b[@-Z\\-_]?`,
  ].join("|"),
  "g",
);

/** In this order: what an escape hides is there for the steps after it. */
const steps: readonly Step[] = [
  [/\r\n?/g, () => "\n"],
  [/[\u200b-\u200f\u2060\ufeff\0]/g, nothing],
  // Docker's json-file: a line of a process in each object.
  [
    /^\{"log":"((?:[^"\\\n]|\\[^\n]){0,4000})","stream":"(?:stdout|stderr)"[^\n}]{0,200}\}$/gm,
    (match) => (match[1] ?? "").replace(/\\n$/, ""),
  ],
  // JSON's escapes, at any depth: \" \\\" \n \\n \u003c. A hexadecimal \x16 is evidence and stays.
  [/\\{1,16}u([\da-fA-F]{4})/g, (match) => character(Number.parseInt(match[1] ?? "0", 16))],
  [/\\{1,16}(?:r\\{1,16})?n(?![a-z]{3,20}[\\.])/g, () => "\n"],
  [/\\{1,16}["']/g, (match) => match[0].slice(-1)],
  [/\\{1,16}\//g, () => "/"],
  [/\\{1,16}t(?![a-z]{3,20}[\\.])/g, () => " "],
  [/\\{2,16}x/g, () => "\\x"],
  // Quotes as a shell and as CSV write them inside quotes.
  [/'"'"'/g, () => "'"],
  // An apostrophe as YAML and SQL write it inside apostrophes.
  [/(?<=[a-z])''(?=[a-z]{1,2}\b)/g, () => "'"],
  [/(?<=[=\w(: ])""(?=[\w/.])|(?<=[\w.)\]])(?<!\bb)""(?=[\s,;:)}])/g, () => '"'],
  [/(?:\\x1b|\\033|\\e|\^\[)(?=\[)/gi, () => "\x1b"],
  [control, nothing],
  // The same with its first character lost on the way.
  [/\[(?:0|1|2|3|4|7|22|39|[349][0-7])(?:;\d{1,3}){0,4}m/g, nothing],
  [
    /&(?:amp;)?#(x[\da-f]{1,6}|\d{1,7});/gi,
    (match) => {
      const digits = match[1] ?? "0";
      return character(/^x/i.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number(digits));
    },
  ],
  [
    /&(?:amp;)?(quot|apos|amp|lt|gt|nbsp|[lr][ds]quo|hellip);/gi,
    (match) => entities[(match[1] ?? "").toLowerCase()] ?? "",
  ],
  [/<br ?\/?>|<\/(?:p|div|pre|li|tr)>/gi, () => "\n"],
  [
    /<\/?(?:span|code|pre|p|div|b|i|em|strong|a|td|tr|li|ul|font|mark)(?: [^<>\n]{0,300})?>/gi,
    nothing,
  ],
  [/â€[œ\u009d\u009c˜™“”¦]|Â[\u00a0 ]/g, (match) => mojibake[match[0]] ?? " "],
  [/â€(?=[\s.,;:)]|$)/gm, () => '"'],
  [/[“”„‘’\u00a0\u202f]/g, (match) => typographic[match[0]] ?? " "],
  // A quoted mail: "> > text".
  [/^(?:[ \t]{0,4}>[ \t]?){1,8}/gm, nothing],
  // The frame that Terraform and others draw around an error.
  [/^[ \t]{0,4}[\u2500-\u257f]{1,200}[ \t]?|[ \t]{1,200}[\u2500-\u257f]{1,200}$/gm, nothing],
  // The name of a log's only field.
  [/^(?:\{ ?"(?:log|msg|message|text|line)" ?: ?"){1,3}/gm, nothing],
  // Percent-encoded, as grpc-message is on the wire.
  [
    /%(2[0-9A-F]|3[A-F]|5[BCD]|7[BD])(?![\dA-Fa-f])/g,
    (match) => character(Number.parseInt(match[1] ?? "20", 16)),
  ],
];

/** The text as its printers wrote it, as far as what it was pasted through can be undone. */
export const normalised = (pasted: string): MappedText =>
  steps.reduce<MappedText>(
    (text, [pattern, replacement]) => replaced(text, pattern, replacement),
    mapped(pasted),
  );
