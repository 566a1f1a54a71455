import type { Bench } from "../bench.ts";
import { callLimitMs, plaintext, withSession } from "../calls.ts";
import { broken, type Clause, type Finding, judged } from "../clause.ts";
import { hasEndedOrderly, howEnded } from "../how-ended.ts";
import { empty, getRequest, healthRequest, paths } from "../messages.ts";
import { plain } from "./listeners.ts";
import { type Serving, whileServing } from "./while-serving.ts";

const server = { section: "Server", role: "server" } as const;

/** The contract's second, and what a busy machine may add. */
const endLimitMs = 1000 + 3000;

/** A server that ends without a reason does so at once. */
const staysMs = 400;

/** @param ask - makes it end, with a connection open. */
const endsWhen = (
  bench: Bench,
  sent: string,
  ask: (serving: Serving, call: (path: string, message: Uint8Array) => Promise<unknown>) => unknown,
): Promise<Finding> =>
  whileServing(bench, plain, (serving) =>
    withSession(serving.endpoint, plaintext, async (session) => {
      const call = (path: string, message: Uint8Array) => session.call(path, message, callLimitMs);
      await call(paths.health, healthRequest("plugin"));
      void ask(serving, call);
      const end = await serving.process.ended.orAfter(endLimitMs, null);
      return end === null
        ? broken(sent, "it still ran after 1 s")
        : judged(hasEndedOrderly(end), sent, howEnded(end, serving.process));
    }),
  );

/** When a server ends, and when it does not. */
export const ending: readonly Clause<Bench>[] = [
  {
    ...server,
    id: "ends-on-sigterm",
    sentence: "ends within 1 s on SIGTERM",
    check: (bench) =>
      endsWhen(bench, "SIGTERM", ({ process: { program } }) => {
        const { pid } = program();
        if (pid !== null) process.kill(pid, "SIGTERM");
      }),
  },
  {
    ...server,
    id: "ends-on-shutdown",
    sentence: "ends within 1 s on plugin.GRPCController/Shutdown",
    check: (bench) =>
      endsWhen(bench, "plugin.GRPCController/Shutdown", (_, call) => call(paths.shutdown, empty)),
  },
  {
    ...server,
    id: "ends-on-stdin-eof",
    sentence: "ends within 1 s at the end of standard input, with endOnStdinEof true",
    check: (bench) =>
      endsWhen(bench, "the end of standard input", ({ process: { stdin } }) => stdin.end()),
  },
  {
    ...server,
    id: "stays-after-stdin-eof",
    sentence: "goes on after the end of standard input, with endOnStdinEof false",
    check: (bench) => {
      const sent = "the end of standard input, endOnStdinEof false";
      return whileServing(
        bench,
        plain,
        async ({ endpoint, process }) => {
          process.stdin.end();
          const end = await process.ended.orAfter(staysMs, null);
          if (end !== null) return broken(sent, howEnded(end, process));
          const get = await withSession(endpoint, plaintext, (session) =>
            session.call(paths.get, getRequest("missing"), callLimitMs),
          );
          return judged(get.httpStatus === 200, sent, `a get after it: ${get.status}`);
        },
        { endOnStdinEof: false },
      );
    },
  },
];
