import type { Readable } from "node:stream";
import type { Role } from "../domain/fact.ts";
import { Misuse } from "../domain/misuse.ts";
import { OctetDecoder } from "../explain/decode-octets.ts";
import { type Excerpt, ExcerptTaker } from "../explain/excerpt.ts";
import { explain as explained } from "../explain/explain.ts";
import { explanationText, unreadIn } from "../explain/explanation-text.ts";
import type { Source } from "../explain/read-utterances.ts";
import { jsonText } from "../report/format/json.ts";
import type { Console } from "./console.ts";
import { logOctets } from "./log-octets.ts";

/** `clientLog` and its like: files of which it is known who printed them. */
export type ExplainOptions = Readonly<{
  clientLog: readonly string[];
  serverLog: readonly string[];
  proxyLog: readonly string[];
  json: boolean;
}>;

/**
 * Reads logs as they were pasted, and says what was the matter. "-", or no file at all, is standard input. Of a long
 * text the lines that may tell something are read, and what of them is left out is said.
 *
 * @returns 0 also where the text decides nothing: that is an answer.
 * @throws Misuse if a file cannot be read, or standard input is named twice.
 */
export const explain = async (
  files: readonly string[],
  options: ExplainOptions,
  { out }: Console,
  input: Readable = process.stdin,
): Promise<number> => {
  const named: readonly (readonly [file: string, role: Role | null])[] = [
    ...files.map((file) => [file, null] as const),
    ...options.clientLog.map((file) => [file, "client"] as const),
    ...options.serverLog.map((file) => [file, "server"] as const),
    ...options.proxyLog.map((file) => [file, "between"] as const),
  ];
  const wanted = named.length > 0 ? named : ([["-", null]] as const);
  if (wanted.filter(([file]) => file === "-").length > 1) {
    throw new Misuse("standard input is named twice; it can be read once");
  }
  const sources: Source[] = [];
  for (const [file, role] of wanted) {
    const excerpt = await excerptOf(logOctets(file, input));
    sources.push({ name: file, ...excerpt, ...(role === null ? {} : { printer: { role } }) });
  }
  const explanation = explained(sources);
  out(
    options.json
      ? `${jsonText({ tells: explanation.tells, ...explanation.diagnosis, unread: unreadIn(explanation.sources) })}\n`
      : explanationText(explanation),
  );
  return 0;
};

const excerptOf = async (octets: AsyncIterable<Uint8Array>): Promise<Excerpt> => {
  const decoder = new OctetDecoder();
  const taker = new ExcerptTaker();
  for await (const some of octets) taker.push(decoder.push(some));
  taker.push(decoder.end());
  return taker.end();
};
