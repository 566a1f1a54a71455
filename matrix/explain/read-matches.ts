import { withDoubt } from "../domain/doubt.ts";
import { causes } from "../knowledge/causes.ts";
import { candidatesOf } from "./candidates-of.ts";
import { withoutExplainedRefusals } from "./explained-refusals.ts";
import { isOrderlyGoaway } from "./orderly-goaway.ts";
import { isDial, type ReadMatch, startsUp } from "./ranked.ts";
import type { ReadSource } from "./read-text-matches.ts";
import { isRecoveryOf, type Recovery, recoveriesIn } from "./recoveries.ts";
import { isStartedByHand } from "./started-by-hand.ts";
import { successesIn } from "./successes.ts";
import type { TextMatch } from "./text-match.ts";
import { isScan } from "./visitors.ts";

/**
 * ReadMatches that decide nothing: a warning beside an error that was not understood, a text within a
 * line that is a sentence, one in the message of a status that only applications give, and a dial that failed before
 * another succeeded.
 */
export const withoutDeciding = (
  readMatches: readonly ReadMatch[],
  sources: readonly ReadSource[],
  isOfScanner: (said: TextMatch) => boolean,
): readonly ReadMatch[] => {
  const unread = sources.some(hasUnreadError);
  const ofClients = codesOfClients(readMatches);
  const serving = new Set(
    sources.filter((source) => successesIn(source).length > 0).map(({ name }) => name),
  );
  const recoveries = new Map(sources.map((source) => [source.name, recoveriesIn(source)]));
  return readMatches.map((one) => {
    const { around, quote } = one.said;
    const isWarning = unread && (endsPrograms(one) ? warned : minor).test(around);
    const isSentence =
      one.place === "line" && [...lineWith(around, quote).matchAll(plainWord)].length > sentence;
    const over = overBy(one, recoveries.get(one.said.source) ?? [], readMatches);
    if (over !== null) return { ...passed(doubted(one, over.why)), over };
    const doubt = isWarning
      ? "it is a warning, and an error beside it was not understood"
      : isSentence
        ? "it stands in a sentence, which need not be a log's"
        : isOfAnotherPeer(one, ofClients)
          ? "a client's own error says something else, and this line is of a peer that need not be that client"
          : isOfScanner(one.said) || (isScan(one.said) && serving.has(one.said.source))
            ? "calls are served beside it, and scanners offer the same"
            : isOfApplication(around, quote)
              ? "it stands behind a status that applications give, and no library"
              : isStartedByHand(one, readMatches, sources)
                ? "the plugin was started by hand there, and then every plugin says so"
                : null;
    return doubt === null ? one : doubted(one, doubt);
  });
};

/** What is over, with the causes that pass by themselves; where it names its cause, or none passes, with all. */
const passed = (one: ReadMatch): ReadMatch => {
  const { depth, candidates } = one.reading;
  const left = candidates.filter(({ code }) => code !== "undiagnosed" && causes[code].passes);
  if (depth === "root" || left.length === 0) return one;
  return { ...one, reading: { depth, candidates: left } };
};

/** Levels below that of an error. */
const minor = /\b(?:WARN(?:ING)?|INFO|DEBUG)\b|^W\d{4} /;
const warned = /\bWARN(?:ING)?\b|^W\d{4} /;

/** Whether a text is a program's last: its host writes down at any level what it printed. */
const endsPrograms = ({ reading }: ReadMatch): boolean =>
  startsUp.has(reading.candidates[0]?.code ?? "undiagnosed");

/** A text all of whose candidates have lost their decision for the same reason. */
const doubted = (one: ReadMatch, doubt: string): ReadMatch => ({
  ...one,
  reading: {
    ...one.reading,
    candidates: one.reading.candidates.map((candidate) => withDoubt(candidate, doubt)),
  },
});

/**
 * Why a fault is over; null where it is not. A dial is with any connection, and the end of a connection of age with another one. Anything else
 * is with the first success that tells enough, unless it comes again after that.
 */
const overBy = (
  one: ReadMatch,
  recoveries: readonly Recovery[],
  all: readonly ReadMatch[],
): ReadMatch["over"] => {
  if (one.said.context === "provoked") {
    return { why: "the test or task that it is of went well", by: null };
  }
  const telling = recoveries.filter(
    (later) => isRecoveryOf(later, one.said) && suffices(later, one),
  );
  const isPassing = isDial(one) || isOrderlyGoaway(one.said);
  const passed = isPassing ? telling.find(({ reached }) => reached !== "process") : undefined;
  if (passed) return { why: passed.why, by: passed };
  const [first] = telling;
  if (first === undefined) return null;
  const code = one.reading.candidates[0]?.code;
  const isMended = (line: number) =>
    recoveries.some(({ of, line: by }) => of === line && by === first.line);
  const comesAgain = all.some(
    ({ said, reading }) =>
      said.source === one.said.source &&
      said.line > first.line &&
      !isMended(said.line) &&
      reading.candidates[0]?.code === code,
  );
  return comesAgain ? null : { why: first.why, by: first };
};

/**
 * Whether a success tells enough for a fault. What names its cause needs a service that works; what names none, or came of
 * waiting, any success. A server that lost one client has others, and what keeps a process from serving is over with none.
 */
const suffices = ({ reached, of }: Recovery, one: ReadMatch): boolean => {
  const { said, reading } = one;
  const code = reading.candidates[0]?.code;
  const isOfStart = code !== undefined && startsUp.has(code);
  if (of === "run") return true;
  if (typeof of === "number") return reached === "service" || isOfStart;
  if (isDial(one) || isOrderlyGoaway(said)) return true;
  if (code === undefined || said.acting === "server" || isOfStart) return false;
  return reached === "service" || reading.depth !== "root" || said.fact.fact === "timeout";
};

/** What the errors come to that clients in the logs print of themselves. */
const codesOfClients = (readMatches: readonly ReadMatch[]): ReadonlySet<string> =>
  new Set(
    readMatches
      .filter(
        ({ said, reading }) =>
          said.by === "client" && said.context === "printed" && reading.depth === "root",
      )
      .flatMap(({ reading }) => reading.candidates.map(({ code }) => code)),
  );

/** The address of whom a server speaks with. */
const peerAddress =
  /\b(?:from|(?:client|peer|addr|remote[\w-]{0,12})"?[=:]?) ?"?(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:]{2,45}\]):\d{1,5}/i;

/** A server has more peers than the client that complains. */
const isOfAnotherPeer = ({ said, reading }: ReadMatch, ofClients: ReadonlySet<string>): boolean =>
  ofClients.size > 0 &&
  said.by === "server" &&
  peerAddress.test(said.around) &&
  reading.candidates.some(({ code, decided }) => decided && !ofClients.has(code));

/** A status with its name, in the words of any stack. */
const status =
  /(?:\bcode["']? ?[:=] ?["']?|\bStatusCode(?:\.|="?)|\bstatus(?: =|["']?:) ["']?|\b\d{1,2} |(?:Exception|Error): |\b(?=[A-Z]{2,12}(?:_[A-Z]{3,12}){0,2}: ))(?:StatusCode\.)?([A-Z][A-Za-z_]{4,20})\b/gi;

/** Statuses that no library makes of a failed connection (gRPC's statuscodes.md: "never generated by the library"). */
const ofApplications: ReadonlySet<string> = new Set([
  "notfound",
  "invalidargument",
  "alreadyexists",
  "failedprecondition",
  "outofrange",
  "aborted",
  "dataloss",
]);

/** The same by their numbers, in JSON. */
const numbered = /"code"\s?:\s?(?:3|5|6|9|10|11|15)\b/;

const ofLibraries: ReadonlySet<string> = new Set([
  "cancelled",
  "canceled",
  "unknown",
  "deadlineexceeded",
  "permissiondenied",
  "resourceexhausted",
  "unimplemented",
  "internal",
  "unavailable",
  "unauthenticated",
]);

/** Whether a text stands behind a status of an application, and none of a library between them. */
const isOfApplication = (around: string, quote: string): boolean => {
  const at = around.replace(/\s+/g, " ").indexOf(quote);
  const before = around.replace(/\s+/g, " ").slice(0, at < 0 ? undefined : at);
  const last = [...before.matchAll(status)]
    .map(([, name = ""]) => name.replaceAll("_", "").toLowerCase())
    .findLast((name) => ofApplications.has(name) || ofLibraries.has(name));
  return last === undefined ? numbered.test(around) : ofApplications.has(last);
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

const hasUnreadError = ({ text, lineOf, textMatches }: ReadSource): boolean => {
  const read = new Set(textMatches.map(({ line }) => line));
  return [...text.slice(0, 65_536).matchAll(/^.{0,80}?\b(?:ERROR|FATAL)\b.{20}/gm)].some(
    ({ index }) => !read.has(lineOf(index)),
  );
};

/** A record that its printer calls an error. */
const isError =
  /\b(?:ERROR|FATAL|PANIC|E\d{4} \d\d:|panic:|Error:|[\w.]{3,120}(?:Exception|Error)\b|curl: \()|\[(?:error|crit|alert|emerg)\]|level="?(?:error|fatal)|"level"\s?:\s?"(?:error|fatal)|\berr(?:or)?[=:]/;

/**
 * Of each record what comes nearest to a cause: what names one, else the innermost.
 *
 * @param socket - the path of the only peer that the logs name; null where they name a host, or none.
 */
export const readMatchesOf = (
  textMatches: readonly TextMatch[],
  socket: string | null,
): readonly ReadMatch[] => {
  const records = new Map<string, ReadMatch[]>();
  for (const said of withoutExplainedRefusals(textMatches)) {
    // What a plugin's standard output ended with is told in gRPC's words, and is no call.
    const ofOutput = /\bplugin\.stdio\b|stopping recv loop/.test(said.around);
    if (ofOutput && said.fact.fact !== "plugin-output-ended") continue;
    const reading = candidatesOf(said, socket);
    if (!reading) continue;
    const record = records.get(said.record) ?? [];
    record.push({ said, reading, place: "line", over: null });
    records.set(said.record, record);
  }
  return [...records.values()].flatMap((links) => {
    const chained = links.some(
      ({ said, reading }) => reading.depth === "wrapper" || isError.test(said.around),
    );
    const all = links.map((one): ReadMatch => ({ ...one, place: chained ? "chain" : "line" }));
    const roots = all.filter(({ reading }) => reading.depth === "root");
    const decided = roots.filter(({ reading }) => reading.candidates[0]?.decided);
    if (decided.length > 0) return decided;
    const last =
      roots.at(-1) ??
      all.findLast(({ reading }) => reading.depth === "end") ??
      all.findLast(({ said }) => said.fact.fact !== "exited") ??
      all.at(-1);
    return last ? [last] : [];
  });
};
