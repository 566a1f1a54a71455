import type { Cause, CauseCode, Diagnosis, Quote } from "../domain/cause.ts";
import { type HttpAnswer, httpAnswerOf } from "../knowledge/http-answers.ts";
import { cardOf } from "./card-of.ts";
import { checkFor, type Dialled, ladderCheck, noHintCheck } from "./checks.ts";
import { hintsIn } from "./contrast.ts";
import { dialledIn } from "./dialled.ts";
import { socketIn } from "./endpoint.ts";
import type { Hint } from "./hint.ts";
import { advanced } from "./hint-causes.ts";
import { type Ranked, type ReadMatch, ranked } from "./ranked.ts";
import { laterSucceeded, readMatchesOf, withoutDeciding } from "./read-matches.ts";
import { type ReadSource, readTextMatches, type Source } from "./read-text-matches.ts";
import { remedyFor } from "./remedy-for.ts";
import type { TextMatch } from "./text-match.ts";

export type Explanation = Readonly<{
  diagnosis: Diagnosis;
  /**
   * `failure`: the texts say that something failed, and nothing of why. `mention`: errors are named, and no line says that
   * one occurred. `over`: what failed succeeded later.
   */
  tells: "cause" | "failure" | "mention" | "over" | "nothing";
  sources: readonly ReadSource[];
}>;

/** Candidates beyond these are not worth reading. */
const shown = 5;

/** What logs, pasted as they are, come to. */
export const explain = (sources: readonly Source[]): Explanation => {
  const read = sources.map(readTextMatches);
  const socket = socketIn(read);
  const textMatches = read.flatMap((source) => source.textMatches);
  const hints = read.flatMap((source) =>
    hintsIn(source.text, textMatches).map((hint) => ({ hint, source })),
  );
  const readMatches = withoutDeciding(readMatchesOf(textMatches, socket), read);
  const found = ranked(readMatches);
  const causes = found.slice(0, shown).map((one) => causeFrom(one, textMatches));
  const withClues = hints.reduceRight<readonly Cause[]>(
    (all, { hint, source }) => advanced(all, hint, quoteOf(hint, source)),
    causes,
  );
  const saysLittle =
    hints.length === 0 && readMatches.every(({ reading }) => reading.depth === "wrapper");
  return {
    tells: tellsOf(withClues, readMatches, hints.length > 0, saysLittle),
    diagnosis: diagnosisOf(
      withClues,
      dialledIn(read, socket),
      saysLittle,
      refusedByClient(textMatches),
    ),
    sources: read,
  };
};

const tellsOf = (
  causes: readonly Cause[],
  readMatches: readonly ReadMatch[],
  hasClues: boolean,
  saysLittle: boolean,
): Explanation["tells"] => {
  if (causes.length === 0) return "nothing";
  const telling = readMatches.filter(({ reading }) => reading.candidates.length > 0);
  const isMention = ({ said }: ReadMatch) => said.context === "quoted";
  const isOver = ({ reading }: ReadMatch) =>
    reading.candidates.some(({ doubt }) => doubt === laterSucceeded);
  if (!hasClues && telling.every((one) => isMention(one) || isOver(one))) {
    return telling.some(isOver) ? "over" : "mention";
  }
  return saysLittle ? "failure" : "cause";
};

const quoteOfTextMatch = ({ by, quote, source, line }: TextMatch): Quote => ({
  by: by ?? "text",
  text: quote.length > 240 ? `${quote.slice(0, 239)}…` : quote,
  at: { source, line },
});

const quoteOf = ({ quote, at }: Hint, source: ReadSource): Quote => ({
  by: "text",
  text: quote.replace(/\s+/g, " ").slice(0, 240),
  at: { source: source.name, line: source.lineOf(at) },
});

/** The texts themselves, then all that their processes said together with them. */
const saidWith = (by: readonly TextMatch[], all: readonly TextMatch[]): readonly TextMatch[] => {
  const records = new Set(by.map(({ record }) => record));
  return [...by, ...all.filter(({ record }) => records.has(record))];
};

const causeFrom = (
  { code, side, decided, doubt, by }: Ranked,
  textMatches: readonly TextMatch[],
): Cause => {
  const card = cardOf(code);
  const answer = answerIn(by, code);
  const unique = by.filter(
    (one, index) => by.findIndex((other) => other.quote === one.quote) === index,
  );
  return {
    code,
    side,
    decided,
    doubt,
    sentence: answer?.sentence ?? card.summary,
    matched: unique.slice(0, 3).map(quoteOfTextMatch),
    remedy: answer?.remedy ?? remedyFor(code, side, saidWith(by, textMatches)),
    clause: card.clause,
  };
};

/** What a status says, if it is the first thing that speaks for a cause. */
const answerIn = ([first]: readonly TextMatch[], code: CauseCode): HttpAnswer | undefined => {
  if (first?.fact.fact !== "http-status") return undefined;
  const answer = httpAnswerOf(first.fact.status);
  return answer.code === code ? answer : undefined;
};

/** A server that is sent an alert about its certificate does not learn more: the client's log does. */
const refusedByClient = (textMatches: readonly TextMatch[]): string =>
  textMatches.some(
    ({ fact, acting }) =>
      acting === "server" && fact.fact === "alert-received" && /certificate|ca$/.test(fact.alert),
  )
    ? "read the client's own log: it refused the server's certificate, and it alone says why; or "
    : "";

/** @param elsewhere - where the reason stands, put before the check. @param saysLittle - there are wrappers alone: the ladder is to be climbed from its foot. */
const diagnosisOf = (
  causes: readonly Cause[],
  dialled: Dialled,
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
          doubt: null,
          sentence: cardOf("undiagnosed").summary,
          matched: [],
          remedy: null,
          clause: null,
        },
      ],
      nextCheck: noHintCheck(dialled),
    };
  }
  return {
    determinable: first.decided,
    causes: causes.slice(0, shown),
    nextCheck: first.decided
      ? null
      : saysLittle
        ? ladderCheck(first.code, dialled)
        : `${elsewhere}${checkFor(first.code, second?.code ?? null, dialled)}`,
  };
};
