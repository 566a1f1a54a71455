import type { Role } from "../../domain/fact.ts";
import { Misuse } from "../../domain/misuse.ts";
import { ByteDecoder } from "../../explain/decode-bytes.ts";
import type { Ending } from "../../explain/ending.ts";
import { type Cut, ExcerptTaker, longestLogBytes } from "../../explain/excerpt.ts";
import { explain as explained } from "../../explain/explain.ts";
import { endingsOf, explanationText, unreadIn } from "../../explain/explanation-text.ts";
import type { Source } from "../../explain/read-text-matches.ts";
import { jsonText } from "../../report/format/json.ts";
import { doublingProgress } from "../terminal/doubling-progress.ts";
import type { Console } from "./console.ts";
import { gunzipped } from "./gunzipped.ts";
import { type LogInput, logBytes } from "./log-bytes.ts";

/** `clientLog` and its like: files of which it is known who printed them. */
export type ExplainOptions = Readonly<{
  clientLog: readonly string[];
  serverLog: readonly string[];
  proxyLog: readonly string[];
  json: boolean;
}>;

export type ExplainInput = LogInput &
  Readonly<{
    /** Told how far the reading of a long log has come. */
    tell(sentence: string): void;
    longestBytes?: number;
  }>;

/**
 * Reads logs as they were pasted, and says what their errors mean. "-", or no file at all, is standard input. What gzip has
 * compressed is read as what it holds. Of a long text the lines that may tell something are read, and it is said what of
 * them is left out. When the signal is aborted, what has been read by then is explained, and the rest is called unread: so
 * ends a log that has no end.
 *
 * @returns 0 also where the text decides nothing, or was not read to its end: that is an answer.
 * @throws Misuse if a file cannot be read, standard input is named twice, or the signal is aborted before there is
 *   anything to explain.
 */
export const explain = async (
  files: readonly string[],
  options: ExplainOptions,
  { out }: Console,
  input: ExplainInput,
): Promise<number> => {
  const named: readonly (readonly [file: string, role: Role | null])[] = [
    ...files.map((file) => [file, null] as const),
    ...options.clientLog.map((file) => [file, "client"] as const),
    ...options.serverLog.map((file) => [file, "server"] as const),
    ...options.proxyLog.map((file) => [file, "between"] as const),
  ];
  if (named.length === 0 && input.standardInput.isTTY) {
    throw new Misuse(
      'no log is given; name a file, pipe one in, or name "-" and paste one with Ctrl-D at its end',
    );
  }
  const wanted = named.length > 0 ? named : ([["-", null]] as const);
  if (wanted.filter(([file]) => file === "-").length > 1) {
    throw new Misuse("standard input is named twice; it can be read once");
  }
  const sources: Source[] = [];
  for (const [file, role] of wanted) {
    const excerpt = await excerptOf(file, input);
    sources.push({ name: file, ...excerpt, ...(role === null ? {} : { printer: { role } }) });
  }
  if (input.signal.aborted && sources.every(({ reach }) => reach?.lines === 0)) {
    throw new Misuse("the reading was ended before anything came; name a log, or pipe one in");
  }
  const explanation = explained(sources);
  out(
    options.json
      ? `${jsonText({ tells: explanation.tells, over: explanation.over, ...explanation.diagnosis, unread: unreadIn(explanation.sources), endings: endingsOf(explanation.sources) })}\n`
      : explanationText(explanation),
  );
  return 0;
};

const excerptOf = async (file: string, input: ExplainInput): Promise<Omit<Source, "name">> => {
  const { signal, tell, longestBytes = longestLogBytes } = input;
  const decoder = new ByteDecoder();
  const taker = new ExcerptTaker();
  const name = file === "-" ? "standard input" : file;
  let read = 0;
  let cut: Cut | null = null;
  let ending: Ending = "whole";
  const quiet = doublingProgress(() =>
    tell(
      `reading ${name}, ${(read / 2 ** 20).toFixed(1)} MiB so far; Ctrl-C explains what was read`,
    ),
  );
  const plain = gunzipped(logBytes(file, input), (told) => {
    ending = told;
  });
  try {
    for await (const some of plain) {
      read += some.length;
      if (read > longestBytes) {
        cut = "limit";
        break;
      }
      taker.push(decoder.push(some));
    }
  } finally {
    quiet();
  }
  if (signal.aborted) cut = "interrupted";
  taker.push(decoder.end());
  // What was cut off here did not end by itself.
  return { ...taker.end(cut), ending: cut === null ? ending : "whole" };
};
