import type { CauseCode, Quote } from "../domain/cause.ts";
import type { CellEvidence } from "../domain/evidence.ts";
import { excerpt } from "../domain/excerpt.ts";
import type { Fact } from "../domain/fact.ts";
import { type Reading, readText } from "./read-texts.ts";
import { clientTexts, quoted } from "./rule.ts";

/** A cause that a text names by itself, with the words that do. */
export type Said = Readonly<{ code: CauseCode; text: string }>;

/**
 * Causes that a fact names, whoever printed it; none for what has several. An alert that was received is no such fact: it is the
 * other side's word, and the wire has it better.
 */
const named: Readonly<Partial<Record<Fact["fact"], readonly CauseCode[]>>> = {
  "certificate-expired": ["certificate-expired"],
  "certificate-not-yet-valid": ["certificate-not-yet-valid"],
  "certificate-malformed": ["certificate-malformed"],
  "certificate-outside-validity": ["certificate-expired", "certificate-not-yet-valid"],
  "unknown-authority": ["unknown-ca"],
  "self-signed": ["unknown-ca"],
  "hostname-mismatch": ["hostname-mismatch"],
  "no-san": ["no-subject-alt-name"],
  "wrong-eku": ["wrong-extended-key-usage"],
  "ca-used-as-end-entity": ["ca-used-as-end-entity"],
  "key-too-weak": ["key-too-weak"],
  "key-not-loadable": ["key-not-loadable"],
  "no-alpn-selected": ["alpn-not-negotiated"],
  "plugin-cookie-missing": ["cookie-mismatch"],
  "message-too-large": ["message-too-large"],
};

const namedBy = (fact: Fact): readonly CauseCode[] => {
  if (fact.fact === "message-too-large" && isText(fact.size)) return [];
  // Of names it may have many.
  if (fact.fact === "no-san" && fact.of === "address") return ["hostname-mismatch"];
  return named[fact.fact] ?? [];
};

/** A length that is four letters is no length: "html" read as one is 1752460652. */
const isText = (size: number | null): boolean => {
  if (size === null || size > 0xffffffff) return false;
  const bytes = [24, 16, 8, 0].map((shift) => (size >>> shift) & 0xff);
  return bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
};

/** Many rules ask after the same few texts of a cell. */
const known = new Map<string, readonly Reading[]>();
const knownLimit = 64;

const readOnce = (text: string): readonly Reading[] => {
  const before = known.get(text);
  if (before) return before;
  if (known.size >= knownLimit) known.clear();
  const readings = readText(text);
  known.set(text, readings);
  return readings;
};

/** What the texts state, in their order, without what they only wrap. */
export const factsIn = (
  texts: readonly string[],
): readonly Readonly<{ fact: Fact; quote: string }>[] =>
  texts.flatMap((text) => readOnce(text).map(({ fact, quote }) => ({ fact, quote })));

/** The words with which the client's library states such a fact; undefined where it does not. */
export const clientSays = (evidence: CellEvidence, fact: Fact["fact"]): Quote | undefined => {
  const said = factsIn(clientTexts(evidence)).find((one) => one.fact.fact === fact);
  return said && quoted("client", said.quote.slice(0, 300));
};

/** Characters of context on either side of a quote. */
const around = 120;

/** The causes that texts name by themselves, each once, with the text around the words that do. */
export const saidIn = (texts: readonly string[]): readonly Said[] => {
  const found = new Map<CauseCode, string>();
  for (const text of texts) {
    for (const { fact, span } of readOnce(text)) {
      const from = Math.max(0, span.from - around);
      const quote = excerpt(text, from, span.to + around)
        .replace(/\s+/g, " ")
        .trim();
      for (const code of namedBy(fact)) {
        if (!found.has(code)) found.set(code, `${from > 0 ? "…" : ""}${quote}`);
      }
    }
  }
  return [...found].map(([code, text]) => ({ code, text }));
};
