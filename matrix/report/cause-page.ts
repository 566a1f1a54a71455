import type { CauseCode, Side } from "../domain/cause.ts";
import type { CauseCard } from "./cause-card.ts";
import type { Symptom } from "./cause-symptoms.ts";
import { codeSpan, ownProse, prose } from "./format/markdown.ts";

export type CauseKnowledge = Readonly<{
  card: CauseCard;
  /** Seen in a run. */
  measured: readonly Symptom[];
  /** From the stacks' sources. */
  known: readonly Symptom[];
  /** Of the same phase. */
  neighbours: readonly CauseCard[];
  /** Codes of other causes with a symptom in common. */
  alike: readonly CauseCode[];
}>;

/** The page that somebody reaches who looks for an error's text. */
export const causePage = ({ card, measured, known, neighbours, alike }: CauseKnowledge): string =>
  [
    `# ${card.code}`,
    "",
    ownProse(card.summary),
    "",
    `Shows in the phase ${card.phase}. To be changed by: ${card.sides.map(sideInWords).join(", or ")}.`,
    `Rests on: ${ownProse(card.clause)}.`,
    "",
    ...section(
      "Seen",
      "What clients printed against peers that have this fault, by language.",
      measured,
    ),
    ...section("Texts", "What the stacks' sources print where this is a likely cause.", known),
    "## To be sure",
    "",
    ownProse(card.toBeSure),
    "",
    "## Fix",
    "",
    ...Object.entries(card.fix).map(
      ([of, text]) => `- **${fixTitles[of] ?? of}**: ${ownProse(text)}`,
    ),
    "",
    ...(alike.length > 0
      ? ["## Looks alike", "", `The same texts come with ${alike.map(link).join(", ")}.`, ""]
      : []),
    `## Others of ${card.phase}`,
    "",
    ...neighbours.map(({ code, summary }) => `- ${link(code)}: ${ownProse(summary)}`),
    "",
    "[All causes](README.md), [all texts](texts.md)",
    "",
  ].join("\n");

export const link = (code: CauseCode): string => `[${code}](${code}.md)`;

const section = (title: string, lead: string, symptoms: readonly Symptom[]): readonly string[] =>
  symptoms.length === 0
    ? []
    : [
        `## ${title}`,
        "",
        lead,
        "",
        ...symptoms.map(({ by, text }) => `- ${prose(by)}: ${codeSpan(text)}`),
        "",
      ];

const sideInWords = (side: Side): string => {
  switch (side) {
    case "client":
    case "server":
      return `the ${side}`;
    case "between":
      return "what stands between (a proxy, a balancer, a terminator)";
    case "harness":
      return "the harness or its machine";
  }
};

const fixTitles: Readonly<Record<string, string>> = {
  any: "any stack",
  go: "Go",
  python: "Python",
  node: "Node",
  java: "Java",
  rust: "Rust (tonic)",
  dotnet: ".NET",
  envoy: "Envoy",
  haproxy: "HAProxy",
};
