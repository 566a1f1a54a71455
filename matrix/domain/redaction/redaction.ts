import { spelledEscapes, withoutEscapes } from "../escapes.ts";
import type { Reading } from "./reading.ts";
import { readingsOf } from "./readings.ts";
import { SearchedTexts } from "./searched-texts.ts";
import { joined, noteOf, notesIn, type SecretStretch } from "./secret-stretch.ts";
import { secretsIn } from "./secrets.ts";

/** What becomes of the escapes of a text: nothing, or characters that a reader sees. */
export type Escapes = "removed" | "spelled";

const writers = { removed: withoutEscapes, spelled: spelledEscapes } as const;

const asItIs = (piece: string): string => piece;

/** Without secrets and without escapes. */
const harmless = new SearchedTexts();

/**
 * A text without secrets, then without escapes. A secret is found however it is spelled, and with escapes in it; what stands
 * in its place is a note.
 */
export const withoutSecrets = (text: string, escapes: Escapes): string => {
  if (harmless.has(text)) return text;
  const readings = readingsOf(text);
  const stretches = stretchesIn(text, readings);
  if (stretches.length === 0 && readings[0].text === text) {
    harmless.add(text);
    return text;
  }
  if (stretches.length === 0 && escapes === "removed") return readings[0].text;
  const write = readings[0].text === text ? asItIs : writers[escapes];
  const parts: string[] = [];
  let from = 0;
  for (const stretch of stretches) {
    if (stretch.start > from) parts.push(write(text.slice(from, stretch.start)));
    parts.push(noteOf(stretch));
    from = stretch.end;
  }
  parts.push(write(text.slice(from)));
  return parts.join("");
};

/** Where secrets stand in a text as it came, in their order; none overlaps another. */
export const secretStretches = (text: string): readonly SecretStretch[] =>
  stretchesIn(text, readingsOf(text));

const stretchesIn = (text: string, readings: readonly Reading[]): readonly SecretStretch[] => {
  const found = readings.flatMap(inSource);
  return found.length === 0 ? found : joined([...notesIn(text), ...found]);
};

const inSource = ({ text, startOf, endOf }: Reading): readonly SecretStretch[] =>
  secretsIn(text).map(({ kind, start, end }) => ({
    kind,
    start: startOf(start),
    end: endOf(end),
  }));
