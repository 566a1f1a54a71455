import type { z } from "zod";
import type { Description, ProveAnswer, ProveRequest } from "../domain/prove.ts";
import { type StartOptions, type Supervised, start } from "./start.ts";
import { answerSchema, descriptionSchema, parseMessage } from "./worker-messages.ts";

/** The worker broke the contract or died: our fault or the implementation's, never a failed cell. */
export class HarnessFault extends Error {
  override readonly name = "HarnessFault";
}

/** A client process that lives for the whole run. */
export type Worker = Readonly<{
  process: Supervised;
  /** Settles when it answers no more: it broke the contract or ended. */
  dead: Promise<void>;
  /** @throws HarnessFault */
  describe(): Promise<Description>;
  /** @throws HarnessFault */
  prove(request: ProveRequest): Promise<ProveAnswer>;
}>;

/** No answer holds more: values come back as digests. */
const lineLimitOctets = 4 * 1024 * 1024;

/** How long after its own deadline a request may still be unanswered. */
const overdueMs = 10_000;

const describeLimitMs = 20_000;

type Pending = { resolve(result: unknown): void; reject(fault: HarnessFault): void };

/** Starts a client and speaks JSON-RPC 2.0 with it, a message a line, requests overlapping. */
export const startWorker = (
  id: string,
  options: Omit<StartOptions, "onLine" | "lineLimitOctets">,
): Worker => {
  const pending = new Map<number, Pending>();
  let dead: HarnessFault | null = null;
  const death = Promise.withResolvers<void>();
  const fail = (text: string) => {
    dead ??= new HarnessFault(`client ${id} ${text}`);
    death.resolve();
    for (const { reject } of pending.values()) reject(dead);
    pending.clear();
  };
  /** What breaks the contract is ended: another takes its place. */
  const breach = (text: string) => {
    fail(text);
    void process.stop();
  };
  const process = start({
    ...options,
    lineLimitOctets,
    onLine: (line) => {
      const message = parseMessage(line);
      if (!message)
        return breach(`printed a line that is no JSON-RPC answer: ${line.slice(0, 200)}`);
      const request = message.id === null ? undefined : pending.get(message.id);
      if (!request) return breach(`answered a request that was not made: ${line.slice(0, 200)}`);
      pending.delete(Number(message.id));
      if (message.error) {
        const { code, message: text } = message.error;
        request.reject(new HarnessFault(`client ${id} answered with error ${code}: ${text}`));
      } else request.resolve(message.result);
    },
  });
  void process.ended.then((end) => {
    fail(
      end.kind === "not-started"
        ? `could not be started: ${end.error}`
        : `ended with ${end.exit.signal ?? `exit code ${end.exit.code}`}${lastLine(process)}`,
    );
  });

  let lastId = 0;
  const request = <T>(method: string, params: unknown, limitMs: number, schema: z.ZodType<T>) =>
    new Promise<T>((resolve, reject) => {
      if (dead) return reject(dead);
      const requestId = ++lastId;
      const timer = setTimeout(() => {
        breach(`did not answer ${method} within ${limitMs} ms`);
      }, limitMs);
      const settle = (act: () => void) => {
        clearTimeout(timer);
        act();
      };
      pending.set(requestId, {
        reject: (fault) => settle(() => reject(fault)),
        resolve: (result) =>
          settle(() => {
            const checked = schema.safeParse(result);
            if (checked.success) return resolve(checked.data);
            const issue = checked.error.issues[0];
            reject(
              new HarnessFault(
                `client ${id} answered ${method} against the contract: ${issue?.path.join(".")}: ${issue?.message}`,
              ),
            );
          }),
      });
      process.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id: requestId, method, params })}\n`);
    });
  return {
    process,
    dead: death.promise,
    describe: () => request("describe", {}, describeLimitMs, descriptionSchema),
    prove: (asked) => request("prove", asked, asked.deadlineMs + overdueMs, answerSchema),
  };
};

const lastLine = (process: Supervised): string => {
  const line = process.stderr.since(0).trimEnd().split("\n").at(-1) ?? "";
  return line === "" ? "" : `; its last words: ${line.slice(0, 300)}`;
};
