import type { CauseCode } from "../domain/cause.ts";
import { phases } from "../domain/phase.ts";
import type { RunResult } from "../domain/run-result.ts";
import type { CauseCard } from "./cause-card.ts";
import { causePage, link } from "./cause-page.ts";
import { measuredSymptoms, type Symptom, withoutRepeats } from "./cause-symptoms.ts";
import { codeSpan, ownProse, prose, row, ruler } from "./format/markdown.ts";

export type Page = Readonly<{ file: string; markdown: string }>;

/** How likely a text speaks for a cause: its page quotes `likely` ones only, the index both. */
export type KnownText = Symptom & Readonly<{ likely: boolean }>;

/**
 * A page for each cause and an index from text to page. The same for the same causes, texts and results, and for
 * two runs of the same peers.
 *
 * @param known - from the stacks' sources; of one text the likeliest cause first.
 */
export const causePages = (
  result: RunResult,
  cards: readonly CauseCard[],
  known: readonly KnownText[],
): readonly Page[] => {
  const measured = measuredSymptoms(result);
  const likely = withoutRepeats(
    known.filter((one) => one.likely).map(({ code, by, text }) => ({ code, by, text })),
  );
  const codesOf = codesByText([...measured, ...likely]);
  const of = (symptoms: readonly Symptom[], wanted: CauseCode) =>
    symptoms.filter(({ code }) => code === wanted);
  const pages = cards.map((card): Page => {
    const own = { measured: of(measured, card.code), known: of(likely, card.code) };
    const alike = new Set(
      [...own.measured, ...own.known].flatMap(({ text }) => codesOf.get(text) ?? []),
    );
    const neighbours = cards.filter(
      ({ phase, code }) => phase === card.phase && code !== card.code,
    );
    return {
      file: `${card.code}.md`,
      markdown: causePage({
        card,
        ...own,
        neighbours,
        alike: cards
          .map(({ code }) => code)
          .filter((code) => code !== card.code && alike.has(code)),
      }),
    };
  });
  return [
    { file: "README.md", markdown: index(cards, measured) },
    { file: "texts.md", markdown: texts(known) },
    ...pages,
  ];
};

/** In the order in which they come. */
const codesByText = (symptoms: readonly Symptom[]): ReadonlyMap<string, readonly CauseCode[]> => {
  const codes = new Map<string, readonly CauseCode[]>();
  for (const { text, code } of symptoms) {
    const before = codes.get(text) ?? [];
    if (!before.includes(code)) codes.set(text, [...before, code]);
  }
  return codes;
};

const index = (cards: readonly CauseCard[], measured: readonly Symptom[]): string =>
  [
    "# Causes",
    "",
    "Why a gRPC call over TLS fails: each cause with what is printed, how to be sure, and the fix in each stack's own",
    "settings. A text that has several causes names them all, the likeliest first; the page says how to tell.",
    "",
    ...phases.flatMap((phase) => {
      const own = cards.filter((card) => card.phase === phase);
      return own.length === 0
        ? []
        : [
            `## ${phase}`,
            "",
            row(["cause", "what it is"]),
            ruler(2),
            ...own.map(({ code, summary }) => row([link(code), ownProse(summary)])),
            "",
          ];
    }),
    "## Seen, by text",
    "",
    "What clients printed against broken peers; ports, times and amounts are replaced.",
    "",
    ...table(measured),
    "",
    "What the stacks' sources print beside that: [all texts](texts.md).",
    "",
  ].join("\n");

const texts = (known: readonly KnownText[]): string =>
  [
    "# Texts",
    "",
    "What gRPC's stacks, their TLS libraries and proxies print, from their sources, and which causes it has: the",
    "likeliest first. `handshake-matrix explain <log>` reads a whole log.",
    "",
    ...table(known),
    "",
    "[All causes](README.md)",
    "",
  ].join("\n");

const table = (symptoms: readonly Symptom[]): readonly string[] => {
  const printers = new Map<string, Set<string>>();
  for (const { text, by } of symptoms)
    printers.set(text, (printers.get(text) ?? new Set()).add(by));
  const rows = [...codesByText(symptoms)].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    row(["text", "printed by", "causes"]),
    ruler(3),
    ...rows.map(([text, codes]) => {
      const by = [...(printers.get(text) ?? [])].sort().join(", ");
      return row([codeSpan(text), prose(by), codes.map(link).join(", ")]);
    }),
  ];
};
