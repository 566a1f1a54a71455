import { candidatesOf } from "./candidates-of.ts";
import type { Testimony } from "./ranked.ts";
import type { ReadSource } from "./read-utterances.ts";
import type { Utterance } from "./utterance.ts";

/**
 * Testimonies that decide nothing: a warning beside an error that was not understood, and a text within a
 * line that is a sentence.
 */
export const withoutDeciding = (
  testimonies: readonly Testimony[],
  sources: readonly ReadSource[],
): readonly Testimony[] => {
  const unread = sources.some(hasUnreadError);
  return testimonies.map((one) => {
    const { around, quote } = one.said;
    const isWarning = unread && /\b(?:WARN(?:ING)?|INFO|DEBUG)\b|^W\d{4} /.test(around);
    const isSentence =
      one.place === "line" && [...lineWith(around, quote).matchAll(plainWord)].length > sentence;
    if (!isWarning && !isSentence) return one;
    const candidates = one.reading.candidates.map((candidate) => ({
      ...candidate,
      decided: false,
    }));
    return { ...one, reading: { ...one.reading, candidates } };
  });
};

/** What stands beside a text in its own line; nothing where the text is broken over lines. */
const lineWith = (around: string, quote: string): string =>
  around
    .split("\n")
    .find((line) => line.includes(quote))
    ?.replace(quote, "") ?? "";

const plainWord = /(?<=^|[ (])[a-z]{2,20}(?=[ ,.;)]|$)/gm;

/** Plain words beside a text from which on a line is a sentence, not a log's. */
const sentence = 12;

const hasUnreadError = ({ text, lineOf, utterances }: ReadSource): boolean => {
  const read = new Set(utterances.map(({ line }) => line));
  return [...text.slice(0, 65_536).matchAll(/^.{0,80}?\b(?:ERROR|FATAL)\b.{20}/gm)].some(
    ({ index }) => !read.has(lineOf(index)),
  );
};

/** A record that its printer calls an error. */
const isError =
  /\b(?:ERROR|FATAL|PANIC|E\d{4} \d\d:|panic:|Error:|[\w.]{3,120}(?:Exception|Error)\b|curl: \()|\[(?:error|crit|alert|emerg)\]|level="?(?:error|fatal)|"level"\s?:\s?"(?:error|fatal)|\berr(?:or)?[=:]/;

/** Of each record what comes nearest to a cause: what names one, else the innermost. */
export const testimoniesOf = (utterances: readonly Utterance[]): readonly Testimony[] => {
  const records = new Map<string, Testimony[]>();
  for (const said of utterances) {
    // What a plugin's standard output ended with is told in gRPC's words, and is no call.
    const ofOutput = /\bplugin\.stdio\b|stopping recv loop/.test(said.around);
    if (ofOutput && said.fact.fact !== "plugin-output-ended") continue;
    const reading = candidatesOf(said);
    if (!reading) continue;
    const record = records.get(said.record) ?? [];
    record.push({ said, reading, place: "line" });
    records.set(said.record, record);
  }
  return [...records.values()].flatMap((links) => {
    const chained = links.some(
      ({ said, reading }) => reading.depth === "wrapper" || isError.test(said.around),
    );
    const all = links.map((one): Testimony => ({ ...one, place: chained ? "chain" : "line" }));
    const roots = all.filter(({ reading }) => reading.depth === "root");
    const decided = roots.filter(({ reading }) => reading.candidates[0]?.decided);
    if (decided.length > 0) return decided;
    const last =
      roots.at(-1) ?? all.findLast(({ reading }) => reading.depth === "end") ?? all.at(-1);
    return last ? [last] : [];
  });
};
