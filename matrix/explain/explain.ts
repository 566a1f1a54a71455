import type { Cause, Diagnosis, Quote } from "../domain/cause.ts";
import { candidatesOf } from "./candidates-of.ts";
import { cardOf } from "./card-of.ts";
import { checkFor, type Dialled, ladderCheck, noHintCheck } from "./checks.ts";
import { componentOf } from "./component.ts";
import { hintsIn } from "./contrast.ts";
import { dialledIn } from "./dialled.ts";
import { socketIn } from "./endpoint.ts";
import type { Explanation, Tells } from "./explanation.ts";
import { harmlessFinder, isQuietCancel } from "./harmless.ts";
import type { Hint } from "./hint.ts";
import { advanced } from "./hint-causes.ts";
import { withLostServers } from "./lost-calls.ts";
import { oldestFirst, withGivenLines } from "./newest-first.ts";
import { isOrderlyGoaway } from "./orderly-goaway.ts";
import { particularOf } from "./particular-of.ts";
import { withoutQuietMentions } from "./quoted-quiet.ts";
import { type Ranked, type ReadMatch, ranked } from "./ranked.ts";
import { readMatchesOf, withoutDeciding } from "./read-matches.ts";
import { type ReadSource, readTextMatches, type Source } from "./read-text-matches.ts";
import { remedyFor } from "./remedy-for.ts";
import { scannerFinder } from "./scanners.ts";
import { endsWell, type Success, successesIn } from "./successes.ts";
import type { TextMatch } from "./text-match.ts";
import { isVisit } from "./visitors.ts";

/** Candidates beyond these are not worth reading. */
const shown = 5;

/** What logs, pasted as they are, come to. */
export const explain = (sources: readonly Source[]): Explanation => {
  const ordered = new Map(
    sources.flatMap((source) => {
      const turned = oldestFirst(source);
      return turned ? [[source.name, turned] as const] : [];
    }),
  );
  const inOrder = explainInOrder(
    sources.map((source) => ordered.get(source.name)?.source ?? source),
  );
  return ordered.size === 0 ? inOrder : withGivenLines(inOrder, ordered);
};

/** The same of logs whose later lines are later in time. */
const explainInOrder = (sources: readonly Source[]): Explanation => {
  const read = sources.map(readTextMatches);
  const socket = socketIn(read);
  const textMatches = withoutEnds(
    read.flatMap((source) => source.textMatches),
    socket,
  );
  const successes = read.flatMap((source) =>
    successesIn(source).map((success) => ({ success, source })),
  );
  const isOfScanner = scannerFinder(read);
  const decided = withoutDeciding(readMatchesOf(textMatches, socket), read, isOfScanner);
  const readMatches = worthRanking(
    withoutQuietMentions(withLostServers(decided, read), textMatches),
    isOfScanner,
  );
  const telling = readMatches.filter(({ reading }) => reading.candidates.length > 0);
  const hasEndedWell = read.some(endsWell);
  const isHarmless = harmlessFinder(read, isOfScanner);
  const harmless = new Set(hasEndedWell ? telling.filter(({ said }) => isHarmless(said)) : []);
  const isHealthy =
    (hasEndedWell && harmless.size === telling.length) ||
    (telling.length > 0 && telling.every(({ said }) => isQuietCancel(said)));
  const ended = new Set(readMatches.filter(isOver).map(({ said }) => said));
  // A connection that is lost after a pause may be lost so again, but not of a program that has ended well.
  const lastLines = new Set(
    readMatches.flatMap(({ said, over }) =>
      over?.by?.reached === "process" ? [`${said.source} ${said.line}`] : [],
    ),
  );
  const hints = read.flatMap((source) =>
    hintsIn(
      source.text,
      textMatches.filter(
        (said) =>
          said.context !== "provoked" &&
          !ended.has(said) &&
          !lastLines.has(`${said.source} ${said.line}`) &&
          !isOrderlyGoaway(said) &&
          (isVisit(said) || !isOfScanner(said)),
      ),
      successes.map(({ success }) => success),
    ).map((hint) => ({ hint, source })),
  );
  // Of what fails nothing, only who comes and leaves is worth a name.
  const found = ranked(isHealthy ? telling.filter(({ said }) => isVisit(said)) : readMatches);
  const causes = found.slice(0, shown).map((one) => causeFrom(one, textMatches));
  const withClues = hints.reduceRight<readonly Cause[]>(
    (all, { hint, source }) => advanced(all, hint, quoteOf(hint, source)),
    causes,
  );
  const saysLittle =
    hints.length === 0 && readMatches.every(({ reading }) => reading.depth === "wrapper");
  const besides = besidesIn(textMatches);
  const tells = tellsOf(
    withClues,
    telling.filter((one) => !harmless.has(one)),
    {
      hasClues: hints.length > 0,
      saysLittle,
      isHealthy,
      isOther: besides.length > 0,
      isOfSeveral: areOfSeveral(found),
    },
  );
  return {
    tells,
    over: tells === "over" ? endOf(telling) : null,
    diagnosis: diagnosisOf(
      withClues,
      tells === "healthy" || tells === "other" ? null : dialledIn(read, socket),
      saysLittle,
      refusedByClient(textMatches),
    ),
    successes: successes
      .toReversed()
      .slice(0, 2)
      .map(({ success, source }) => quoteOfLine(source.name, success)),
    besides,
    sources: read,
  };
};

/** Each of them once. */
const besidesIn = (textMatches: readonly TextMatch[]): Explanation["besides"] => {
  const seen = new Set<string>();
  return textMatches.flatMap((said) => {
    const { fact, context } = said;
    if (fact.fact !== "other-failure" || context !== "printed" || seen.has(fact.what)) return [];
    seen.add(fact.what);
    return [{ what: fact.what, quote: quoteOfTextMatch(said) }];
  });
};

/** Whether causes that are decided are each of another component. */
const areOfSeveral = (found: readonly Ranked[]): boolean => {
  const components = found
    .filter(({ decided }) => decided)
    .map(({ by: [first] }) => componentOf(first?.around ?? ""));
  return components.length > 1 && !components.includes("") && new Set(components).size > 1;
};

/** What a whole text is, apart from its causes. */
type Traits = Readonly<
  Record<"hasClues" | "saysLittle" | "isHealthy" | "isOther" | "isOfSeveral", boolean>
>;

const tellsOf = (
  causes: readonly Cause[],
  telling: readonly ReadMatch[],
  { hasClues, saysLittle, isHealthy, isOther, isOfSeveral }: Traits,
): Tells => {
  if (causes.length === 0) return isOther ? "other" : isHealthy ? "healthy" : "nothing";
  if (isHealthy) return "healthy";
  const isMention = ({ said }: ReadMatch) => said.context === "quoted";
  if (!hasClues && telling.every((one) => isMention(one) || isOver(one))) {
    return telling.some(isOver) ? "over" : "mention";
  }
  if (isOfSeveral) return "several";
  return saysLittle ? "failure" : "cause";
};

/** What ended the first fault that is over, with the words that say so. */
const endOf = (telling: readonly ReadMatch[]): Explanation["over"] => {
  const first = telling.find(isOver);
  if (!first?.over) return null;
  const { why, by } = first.over;
  return { why, quote: by && quoteOfLine(first.said.source, by) };
};

const isOver = ({ over }: ReadMatch): boolean => over !== null;

const isOpen = (one: ReadMatch): boolean =>
  one.said.context === "printed" && !isOver(one) && one.reading.candidates.length > 0;

const isEnd = ({ fact }: TextMatch): boolean => fact.fact === "program-ended";

/** How a program ended tells of its fault only where nothing else does. */
const withoutEnds = (
  all: readonly TextMatch[],
  socket: ReturnType<typeof socketIn>,
): readonly TextMatch[] => {
  const isTold = all.some(
    (said) => !isEnd(said) && (candidatesOf(said, socket)?.candidates.length ?? 0) > 0,
  );
  return isTold ? all.filter((said) => !isEnd(said)) : all;
};

/** What is to be ranked: what tests provoked, and scanners, is shown where nothing else fails. */
const worthRanking = (
  all: readonly ReadMatch[],
  isOfScanner: (said: TextMatch) => boolean,
): readonly ReadMatch[] => {
  const others = all.filter(({ said }) => isVisit(said) || !isOfScanner(said));
  const left = others.some((one) => isOpen(one) && !isVisit(one.said)) ? others : all;
  return left.some(isOpen) ? left.filter(({ said }) => said.context !== "provoked") : left;
};

const quoteOfLine = (source: string, { line, words }: Success): Quote => ({
  by: "text",
  text: words.trim().slice(0, 160),
  at: { source, line },
});

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
  const particular = particularOf({ code, side, by });
  const unique = by.filter(
    (one, index) => by.findIndex((other) => other.quote === one.quote) === index,
  );
  return {
    code,
    side,
    decided,
    doubt,
    sentence: particular?.sentence ?? card.summary,
    matched: unique.slice(0, 3).map(quoteOfTextMatch),
    remedy: particular?.remedy ?? remedyFor(code, side, saidWith(by, textMatches)),
    clause: card.clause,
  };
};

/** A server that is sent an alert about its certificate does not learn more: the client's log does. */
const refusedByClient = (textMatches: readonly TextMatch[]): string =>
  textMatches.some(
    ({ fact, acting }) =>
      acting === "server" && fact.fact === "alert-received" && /certificate|ca$/.test(fact.alert),
  )
    ? "read the client's own log: it refused the server's certificate, and it alone says why; or "
    : "";

/** @param dialled - null where there is nothing to look for. @param elsewhere - where the reason stands, put before the check. @param saysLittle - there are wrappers alone: the ladder is to be climbed from its foot. */
const diagnosisOf = (
  causes: readonly Cause[],
  dialled: Dialled | null,
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
      nextCheck: dialled && noHintCheck(dialled),
    };
  }
  return {
    determinable: first.decided,
    causes: causes.slice(0, shown),
    nextCheck:
      first.decided || dialled === null
        ? null
        : saysLittle
          ? ladderCheck(first.code, dialled)
          : `${elsewhere}${checkFor(first.code, second?.code ?? null, dialled)}`,
  };
};
