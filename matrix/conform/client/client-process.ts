import { z } from "zod";
import type { OutsideText } from "../../domain/outside-text.ts";
import { Eventual } from "../../limits/eventual.ts";
import type { Startup } from "../../run/proof/startup.ts";
import { jsonLine } from "../../run/supervise/json-line.ts";
import { type Supervised, start } from "../../run/supervise/start.ts";
import type { Bench } from "../bench.ts";
import { howEnded } from "../how-ended.ts";

/** A JSON-RPC answer, its result as it came. */
type Answer = z.infer<typeof answerMessage>;

/** What came of a request. */
export type Reply = Readonly<{ kind: "answer"; answer: Answer } | { kind: "none"; reason: string }>;

export type ClientProcess = Readonly<{
  process: Supervised;
  startup: Startup;
  /** Whole lines of standard output, as they come. */
  lines: readonly OutsideText[];
  /** Sends one line as it is. The next answer whose id is null is taken for its answer. */
  sendLine(line: string): Eventual<Reply>;
  ask(method: string, params: unknown): Eventual<Reply>;
}>;

const answerMessage = z.object({
  id: z.number().nullable(),
  result: z.unknown().optional(),
  error: z.object({ code: z.number(), message: z.string() }).optional(),
});

const answerIn = jsonLine(answerMessage);

/** An answer has digests in the place of values. */
const lineLimitBytes = 4 * 1024 * 1024;

/** Starts a client and ends it afterwards. What it prints that is no answer is kept in `lines` alone. */
export const whileClient = async <T>(
  bench: Pick<Bench, "startup" | "begun">,
  use: (client: ClientProcess) => Promise<T>,
): Promise<T> => {
  const startup = bench.startup("client");
  const lines: OutsideText[] = [];
  const pending = new Map<number | null, (reply: Reply) => void>();
  const process = start({
    launcher: startup.launcher,
    argv: startup.argv,
    environment: startup.environment,
    workingFolder: startup.workingFolder,
    lineLimitBytes,
    onLine: (line) => {
      lines.push(line);
      const answer = answerIn(line);
      if (answer) pending.get(answer.id)?.({ kind: "answer", answer });
    },
  });
  bench.begun(process);
  const send = (id: number | null, line: string): Eventual<Reply> =>
    Eventual.when((settle) => {
      pending.set(id, settle);
      process.ended.notify((end) => settle({ kind: "none", reason: howEnded(end, process) }));
      process.stdin.write(`${line}\n`);
    });
  let lastId = 0;
  try {
    return await use({
      process,
      startup,
      lines,
      sendLine: (line) => send(null, line),
      ask: (method, params) => {
        const id = ++lastId;
        return send(id, JSON.stringify({ jsonrpc: "2.0", id, method, params }));
      },
    });
  } finally {
    await process.stop();
  }
};

/** The first answer comes after the start of the program, which takes some seconds where it is a JVM. */
export const startAndAnswerMs = 20_000;

export const noAnswer = (limitMs: number): Reply => ({
  kind: "none",
  reason: `no answer within ${limitMs} ms`,
});

/** One line. */
export const shownReply = (reply: Reply): string => {
  if (reply.kind === "none") return reply.reason;
  const { error, result } = reply.answer;
  return error ? `error ${error.code}: ${error.message}` : JSON.stringify(result ?? null);
};
