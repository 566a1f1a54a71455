import type { CauseCode } from "../domain/cause.ts";
import { excerpt } from "../domain/excerpt.ts";
import type { Fact } from "../domain/fact.ts";
import { type Reading, readText } from "./read-texts.ts";

/** A cause that a text names by itself, with the words that do. */
export type Said = Readonly<{ code: CauseCode; text: string }>;

/**
 * Causes that a fact names, whoever printed it; empty for what has several. An alert that was received
 * is no such fact: it is the other side's word, and the wire has it better.
 */
const named = (fact: Fact): readonly CauseCode[] => {
  switch (fact.fact) {
    case "certificate-expired":
      return ["certificate-expired"];
    case "certificate-not-yet-valid":
      return ["certificate-not-yet-valid"];
    case "certificate-outside-validity":
      return ["certificate-expired", "certificate-not-yet-valid"];
    case "unknown-authority":
    case "self-signed":
      return ["unknown-ca"];
    case "hostname-mismatch":
      return ["hostname-mismatch"];
    case "no-san":
      // Of names it may have many.
      return [fact.of === "address" ? "hostname-mismatch" : "no-subject-alt-name"];
    case "wrong-eku":
      return ["wrong-extended-key-usage"];
    case "ca-used-as-end-entity":
      return ["ca-used-as-end-entity"];
    case "key-too-weak":
      return ["key-too-weak"];
    case "key-not-loadable":
      return ["key-not-loadable"];
    case "no-alpn-selected":
      return ["alpn-not-negotiated"];
    case "plugin-cookie-missing":
      return ["cookie-mismatch"];
    case "message-too-large":
      return isText(fact.size) ? [] : ["message-too-large"];
    default:
      return [];
  }
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
      for (const code of named(fact)) {
        if (!found.has(code)) found.set(code, `${from > 0 ? "…" : ""}${quote}`);
      }
    }
  }
  return [...found].map(([code, text]) => ({ code, text }));
};
