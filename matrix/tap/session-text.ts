import type { Diagnosis } from "../domain/cause.ts";
import { certaintyOf } from "../domain/doubt.ts";
import { headline } from "../domain/outcome.ts";
import { cleanLine } from "../domain/outside-text.ts";
import type { SessionOutcome, Tally } from "./session-outcome.ts";

/**
 * What a session came to, for people; ends with a newline. The diagnosis is one that can be printed.
 *
 * @param advice - how to have read what TLS hides, one clause.
 */
export const sessionText = (
  outcome: SessionOutcome,
  diagnosis: Diagnosis | null,
  forgotten: ReadonlyMap<keyof Tally, number>,
  advice: string,
): string => {
  const kept = countedText((kind) => outcome.tally[kind]);
  const more = countedText((kind) => forgotten.get(kind) ?? 0);
  const counted = `connections: ${kept || "none"}${more && `; and, no longer kept: ${more}`}`;
  switch (outcome.kind) {
    case "healthy":
      return [
        ...(outcome.tally.healthy > 0
          ? [`✓ healthy: ${counted}`]
          : [
              "✓ handshakes went through, and what followed could not be read without the TLS secrets of a side",
              counted,
            ]),
        ...(outcome.tally.unread > 0 ? [`to read what TLS hides, ${advice}`] : []),
        "",
      ].join("\n");
    case "undecided":
      return `nothing failed, and nothing was decided; waiting for ${outcome.waitsFor}\n${counted}\n`;
    case "failed":
      return [
        `✗ ${cleanLine(headline(outcome.symptoms.outcome))}`,
        `  ${counted}`,
        ...(diagnosis ? causesText(diagnosis) : []),
        "",
      ].join("\n");
  }
};

const causesText = ({ causes, nextCheck }: Diagnosis): readonly string[] => [
  ...causes.flatMap(({ code, side, decided, doubt, sentence, matched, remedy, clause }, rank) => [
    "",
    `${certaintyOf({ decided }, rank)}: ${code}${side ? ` (${side})` : ""}`,
    `  ${sentence}`,
    ...(doubt ? [`  not certain: ${doubt}`] : []),
    ...matched.map(({ by, text }) => `  ${by}: ${text}`),
    ...(remedy ? [`  fix: ${remedy}`] : []),
    ...(clause ? [`  see: ${clause}`] : []),
  ]),
  ...(nextCheck ? ["", `next: ${nextCheck}`] : []),
];

const words: Readonly<Record<keyof Tally, string>> = {
  healthy: "healthy",
  unread: "not to be read",
  failed: "failed",
  stalled: "stalled",
  pending: "open without an answer",
  foreign: "of another protocol",
  unused: "left without a call",
};

const countedText = (countOf: (kind: keyof Tally) => number): string =>
  (Object.keys(words) as (keyof Tally)[])
    .filter((kind) => countOf(kind) > 0)
    .map((kind) => `${countOf(kind)} ${words[kind]}`)
    .join(", ");
