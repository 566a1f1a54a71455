import { readFile } from "node:fs/promises";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { Role } from "../diagnose/texts/fact.ts";
import { Misuse } from "../domain/misuse.ts";
import { decodeOctets } from "../explain/decode-octets.ts";
import { explain as explained } from "../explain/explain.ts";
import { explanationText } from "../explain/explanation-text.ts";
import type { Source } from "../explain/read-utterances.ts";
import type { Console } from "./console.ts";

/** `clientLog` and its like: files of which it is known who printed them. */
export type ExplainOptions = Readonly<{
  clientLog: readonly string[];
  serverLog: readonly string[];
  proxyLog: readonly string[];
  json: boolean;
}>;

/**
 * Reads logs as they were pasted, and says what was the matter. "-", or no file at all, is standard input. Of each the
 * last MiB is read, and its lines are counted from there.
 *
 * @returns 0 also where the text decides nothing: that is an answer.
 * @throws Misuse if a file cannot be read.
 */
export const explain = async (
  files: readonly string[],
  options: ExplainOptions,
  { out }: Console,
  input: Readable = process.stdin,
): Promise<number> => {
  const wanted: readonly (readonly [file: string, role: Role | null])[] = [
    ...files.map((file) => [file, null] as const),
    ...options.clientLog.map((file) => [file, "client"] as const),
    ...options.serverLog.map((file) => [file, "server"] as const),
    ...options.proxyLog.map((file) => [file, "between"] as const),
  ];
  const sources = await Promise.all(
    (wanted.length > 0 ? wanted : [["-", null] as const]).map(
      async ([file, role]): Promise<Source> => ({
        name: file,
        text: decodeOctets((await octetsOf(file, input)).subarray(-readOctets)),
        ...(role === null ? {} : { printer: { role } }),
      }),
    ),
  );
  const explanation = explained(sources);
  out(
    options.json
      ? `${JSON.stringify(explanation.diagnosis, null, 2)}\n`
      : explanationText(explanation),
  );
  return 0;
};

/** What failed last stands last. */
const readOctets = 1024 * 1024;

const octetsOf = async (file: string, input: Readable): Promise<Uint8Array> => {
  if (file === "-") return buffer(input);
  return readFile(file).catch(() => {
    throw new Misuse(`cannot read ${file}; name a log, or "-" for standard input`);
  });
};
