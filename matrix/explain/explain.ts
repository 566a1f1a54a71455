import type { Cause, CauseCode, Diagnosis, Quote } from "../domain/cause.ts";
import { candidatesOf } from "./candidates-of.ts";
import { type CheckContext, checkFor, ladderCheck, noSignCheck } from "./checks.ts";
import { type Clue, cluesIn } from "./contrast.ts";
import { endpointIn, socketIn } from "./endpoint.ts";
import { type Ranked, ranked, type Testimony } from "./ranked.ts";
import { type ReadSource, readUtterances, type Source } from "./read-utterances.ts";
import { sentences } from "./sentences.ts";
import type { Utterance } from "./utterance.ts";

/** What is known of a cause beside this text; undefined where nothing is. */
type Card = Readonly<{
  summary: string;
  /** What to do, for the stack that printed the text; null where nothing is known. */
  remedy(stack: Utterance["stack"] | null): string | null;
  clause: string | null;
}>;
export type Cards = (code: CauseCode) => Card | undefined;

export type Explanation = Readonly<{
  diagnosis: Diagnosis;
  /** `failure`: the texts say that something failed, and nothing of why. */
  tells: "cause" | "failure" | "nothing";
  sources: readonly ReadSource[];
  context: CheckContext;
}>;

/** Candidates beyond these are not worth reading. */
const shown = 5;

/** What logs, pasted as they are, come to. */
export const explain = (
  sources: readonly Source[],
  cards: Cards = () => undefined,
): Explanation => {
  const read = sources.map(readUtterances);
  const context: CheckContext = { endpoint: endpointIn(read), socket: socketIn(read) };
  const utterances = read.flatMap((source) => source.utterances);
  const clues = read.flatMap((source) =>
    cluesIn(source.text, utterances).map((clue) => ({ clue, source })),
  );
  const testimonies = withoutDeciding(testimoniesOf(utterances), read);
  const found = ranked(testimonies);
  const causes = [...found.slice(0, shown).map(causeFrom(cards))];
  const withClues = clues.reduceRight<readonly Cause[]>(
    (all, { clue, source }) => advanced(all, clue, quoteOf(clue, source), cards),
    causes,
  );
  const saysLittle =
    clues.length === 0 && testimonies.every(({ reading }) => reading.depth === "wrapper");
  return {
    tells: withClues.length === 0 ? "nothing" : saysLittle ? "failure" : "cause",
    diagnosis: diagnosisOf(withClues, context, saysLittle, refusedByClient(utterances)),
    sources: read,
    context,
  };
};

/**
 * Testimonies that decide nothing: a warning beside an error that was not understood, and a text within a
 * line that is a sentence.
 */
const withoutDeciding = (
  testimonies: readonly Testimony[],
  sources: readonly ReadSource[],
): readonly Testimony[] => {
  const unread = sources.some(hasUnreadError);
  return testimonies.map((one) => {
    const { around, quote } = one.said;
    const isWarning = unread && /\b(?:WARN(?:ING)?|INFO|DEBUG)\b|^W\d{4} /.test(around);
    const isSentence =
      one.place === "line" && [...around.replace(quote, "").matchAll(plainWord)].length > sentence;
    if (!isWarning && !isSentence) return one;
    const candidates = one.reading.candidates.map((candidate) => ({
      ...candidate,
      decided: false,
    }));
    return { ...one, reading: { ...one.reading, candidates } };
  });
};

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
const testimoniesOf = (utterances: readonly Utterance[]): readonly Testimony[] => {
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

const quoteOfUtterance = ({ by, quote, source, line }: Utterance): Quote => ({
  by: by ?? "text",
  text: quote.length > 240 ? `${quote.slice(0, 239)}…` : quote,
  at: { source, line },
});

const quoteOf = ({ quote, at }: Clue, source: ReadSource): Quote => ({
  by: "text",
  text: quote.replace(/\s+/g, " ").slice(0, 240),
  at: { source: source.name, line: source.lineOf(at) },
});

const causeFrom =
  (cards: Cards) =>
  ({ code, side, decided, by }: Ranked): Cause => {
    const card = cards(code);
    const unique = by.filter(
      (one, index) => by.findIndex((other) => other.quote === one.quote) === index,
    );
    return {
      code,
      side,
      decided,
      sentence: card?.summary ?? sentences[code],
      matched: unique.slice(0, 3).map(quoteOfUtterance),
      remedy: card?.remedy(by[0]?.stack ?? null) ?? null,
      clause: card?.clause ?? null,
    };
  };

/** The causes of a clue before the others, behind what is decided unless the clue decides. */
const advanced = (
  causes: readonly Cause[],
  clue: Clue,
  quote: Quote,
  cards: Cards,
): readonly Cause[] => {
  const mine = clue.codes.map((code, index): Cause => {
    const before = causes.find((one) => one.code === code);
    const card = cards(code);
    return {
      code,
      side: before?.side ?? sideOfClue(code),
      decided: before?.decided || (clue.decides && index === 0),
      sentence: (index === 0 ? clue.sentence : null) ?? card?.summary ?? sentences[code],
      matched: [quote, ...(before?.matched ?? [])],
      remedy: before?.remedy ?? card?.remedy(null) ?? null,
      clause: before?.clause ?? card?.clause ?? null,
    };
  });
  const others = causes
    .filter(({ code }) => !clue.codes.includes(code))
    .map((one) =>
      doubted[clue.codes[0] ?? "undiagnosed"]?.has(one.code) ? { ...one, decided: false } : one,
    );
  const all = [...mine, ...others];
  return [...all.filter(({ decided }) => decided), ...all.filter(({ decided }) => !decided)];
};

/** What may be no more than what a clue's first cause looks like. */
const doubted: Partial<Record<CauseCode, ReadonlySet<CauseCode>>> = {
  "wrong-endpoint": new Set([
    "hostname-mismatch",
    "no-subject-alt-name",
    "tls-client-to-plaintext-port",
  ]),
  "http-proxy-intercept": new Set([
    "tls-client-to-plaintext-port",
    "connection-refused",
    "name-not-resolved",
  ]),
};

const sideOfClue = (code: CauseCode): Cause["side"] =>
  code === "tls-interception" || code === "idle-drop" ? "between" : null;

/** A server that is sent an alert about its certificate does not learn more: the client's log does. */
const refusedByClient = (utterances: readonly Utterance[]): string =>
  utterances.some(
    ({ fact, acting }) =>
      acting === "server" && fact.fact === "alert-received" && /certificate|ca$/.test(fact.alert),
  )
    ? "read the client's own log: it refused the server's certificate, and it alone says why; or "
    : "";

/** @param elsewhere - where the reason stands, put before the check. @param saysLittle - there are wrappers alone: the ladder is to be climbed from its foot. */
const diagnosisOf = (
  causes: readonly Cause[],
  context: CheckContext,
  saysLittle: boolean,
  elsewhere: string,
): Diagnosis => {
  const [first, second] = causes;
  if (!first) {
    return {
      determinable: false,
      causes: [
        {
          code: "undiagnosed",
          side: null,
          decided: false,
          sentence: sentences.undiagnosed,
          matched: [],
          remedy: null,
          clause: null,
        },
      ],
      nextCheck: noSignCheck(context),
    };
  }
  return {
    determinable: first.decided,
    causes: causes.slice(0, shown),
    nextCheck: first.decided
      ? null
      : saysLittle
        ? ladderCheck(first.code, context)
        : `${elsewhere}${checkFor(first.code, second?.code ?? null, context)}`,
  };
};
