import type { z } from "zod";
import { OutsideText } from "../../domain/outside-text.ts";
import type { Description, ProveAnswer, ProveRequest } from "../../domain/prove.ts";
import { Eventual } from "../../limits/eventual.ts";
import { answerBreach } from "./answer-breach.ts";
import { type Ended, type StartOptions, type Supervised, start } from "./start.ts";
import { answerSchema, descriptionSchema, parseMessage } from "./worker-messages.ts";

/** The worker broke the contract or died: our fault or the implementation's, never a failed cell. */
export class HarnessFault extends Error {
  override readonly name = "HarnessFault";
}

/** A client process that lives for the whole run. */
export type Worker = Readonly<{
  process: Supervised;
  /** When it answers no more, and why: it broke the contract or ended. */
  dead: Eventual<HarnessFault>;
  isDead(): boolean;
  /** @throws HarnessFault */
  describe(): Promise<Description>;
  /** @throws HarnessFault */
  prove(request: ProveRequest): Promise<ProveAnswer>;
}>;

/** No answer holds more: values come back as digests. */
const lineLimitBytes = 4 * 1024 * 1024;

/** How long after its own deadline a request may still be unanswered. */
export const overdueMs = 10_000;

const describeLimitMs = 20_000;

type Pending = { resolve(result: unknown): void; reject(fault: HarnessFault): void };

/** Starts a client and speaks JSON-RPC 2.0 with it, a message a line, requests overlapping. */
export const startWorker = (
  id: string,
  options: Omit<StartOptions, "onLine" | "lineLimitBytes">,
): Worker => {
  const pending = new Map<number, Pending>();
  let fault: HarnessFault | null = null;
  const death = Eventual.open<HarnessFault>();
  const fail = (text: string) => {
    fault ??= new HarnessFault(`client ${id} ${text}`);
    for (const { reject } of pending.values()) reject(fault);
    pending.clear();
    death.settle(fault);
  };
  /** What breaks the contract is ended: another takes its place. */
  const breach = (text: string) => {
    fail(text);
    void process.stop();
  };
  const process = start({
    ...options,
    lineLimitBytes,
    onLine: (line) => {
      const message = parseMessage(line);
      if (!message) {
        return breach(
          `printed a line that is no JSON-RPC answer (CONTRACT.md, "Client"): ${line.cleanLine(200)}`,
        );
      }
      const request = message.id === null ? undefined : pending.get(message.id);
      if (!request) return breach(`answered a request that was not made: ${line.cleanLine(200)}`);
      pending.delete(Number(message.id));
      if (message.error) {
        const { code, message: text } = message.error;
        request.reject(new HarnessFault(`client ${id} answered with error ${code}: ${text}`));
      } else request.resolve(message.result);
    },
  });
  process.ended.notify((end) => fail(howEnded(end, process)));

  let lastId = 0;
  const request = async <T>(
    method: "describe" | "prove",
    params: unknown,
    limitMs: number,
    schema: z.ZodType<T>,
  ): Promise<T> => {
    if (fault) throw fault;
    const requestId = ++lastId;
    const answer = Eventual.when<unknown>((resolve, reject) => {
      pending.set(requestId, { resolve, reject });
      process.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id: requestId, method, params })}\n`);
    });
    const result = await answer.orAfter(limitMs, unanswered);
    if (result === unanswered) {
      breach(`did not answer ${method} within ${limitMs} ms`);
      throw fault ?? new HarnessFault(`client ${id} did not answer`);
    }
    const checked = schema.safeParse(result);
    if (checked.success) return checked.data;
    const issue = checked.error.issues[0];
    throw againstContract(id, method, `${issue?.path.join(".") || "it"}: ${issue?.message}`);
  };
  return {
    process,
    dead: death.eventual,
    isDead: () => fault !== null,
    describe: () => request("describe", {}, describeLimitMs, descriptionSchema),
    prove: async (asked) => {
      const begun = performance.now();
      const answer = await request("prove", asked, asked.deadlineMs + overdueMs, answerSchema);
      const tookMs = performance.now() - begun;
      const wrong = answer.kind === "observed" ? answerBreach(asked, answer, tookMs) : null;
      if (wrong !== null) throw againstContract(id, "prove", wrong);
      return answer;
    },
  };
};

const unanswered = Symbol("unanswered");

const againstContract = (id: string, method: string, what: string) =>
  new HarnessFault(
    `client ${id} answered against CONTRACT.md, "${method}": ${new OutsideText(what).cleanLine(400)}`,
  );

const howEnded = (end: Ended, { stderr }: Supervised): string => {
  if (end.kind === "not-started") return `could not be started: ${end.error}`;
  const how = end.reason ?? end.exit.signal ?? `exit code ${end.exit.code}`;
  const words = stderr.since(0).lastLine("");
  return `ended (${how})${words === "" ? "" : `; its last words: ${words.slice(0, 300)}`}`;
};
