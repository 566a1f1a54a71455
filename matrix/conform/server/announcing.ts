import { parseHandshakeLine } from "../../run/observe/handshake-line.ts";
import type { Bench } from "../bench.ts";
import { callLimitMs, callOnce, plaintext, withSession } from "../calls.ts";
import { broken, type Clause, judged } from "../clause.ts";
import { howEnded } from "../how-ended.ts";
import { getRequest, paths, putRequest } from "../messages.ts";
import { plain, plainListener } from "./listeners.ts";
import { whileRunning } from "./server-process.ts";
import { standaloneEnvironment, whileServing } from "./while-serving.ts";

const server = { section: "Server", role: "server" } as const;

/** How a server is started, and what it prints. */
export const announcing: readonly Clause<Bench>[] = [
  {
    ...server,
    id: "announcement",
    sentence: "prints one JSON line when all listeners are open, with each listener once",
    check: (bench) =>
      whileServing(
        bench,
        async () => ["one", "two", "three"].map((id) => plainListener(id)),
        async ({ endpoints, lines }) => {
          const answers = await Promise.all(
            [...endpoints.values()].map((one) =>
              callOnce(one, plaintext, paths.put, putRequest("k", Buffer.of(1))),
            ),
          );
          return judged(
            answers.every(({ status }) => status === "OK"),
            "three listeners of mode none",
            answers.every(({ status }) => status === "OK")
              ? (lines[0]?.shown(200) ?? "")
              : `calls at the announced addresses ended in ${answers.map(({ status }) => status).join(" and ")}`,
          );
        },
      ),
  },
  {
    ...server,
    id: "handshake-line",
    sentence: "without KV_SERVER_CONFIG prints go-plugin's line, with an empty field 6",
    check: (bench) =>
      whileRunning(bench, { environment: { BASIC_PLUGIN: "hello" } }, async (one) => {
        const sent = "the cookie alone";
        const { beginning, process } = one;
        if (beginning.kind === "silent") return broken(sent, "no line on standard output");
        if (beginning.kind !== "line") return broken(sent, howEnded(beginning, process));
        const { raw } = beginning.line;
        const read = parseHandshakeLine(raw);
        const [core, app, network, , protocol, certificate] = raw.split("|");
        const isForm =
          core === "1" && app === "1" && network === "tcp" && protocol === "grpc" && !certificate;
        if (!read || !isForm) return broken(sent, JSON.stringify(beginning.line.shown(200)));
        const put = await callOnce(
          read.endpoint,
          plaintext,
          paths.put,
          putRequest("k", Buffer.of(1)),
        );
        return judged(put.status === "OK", sent, `${raw}; a put in the clear: ${put.status}`);
      }),
  },
  {
    ...server,
    id: "no-multiplexing",
    sentence: "asked by PLUGIN_MULTIPLEX_GRPC, prints no field 7, or false there",
    check: (bench) => {
      const environment = { BASIC_PLUGIN: "hello", PLUGIN_MULTIPLEX_GRPC: "true" };
      return whileRunning(bench, { environment }, async ({ beginning, process }) => {
        const sent = "PLUGIN_MULTIPLEX_GRPC=true";
        if (beginning.kind === "silent") return broken(sent, "no line on standard output");
        if (beginning.kind !== "line") return broken(sent, howEnded(beginning, process));
        const [, , , , protocol, , multiplexes = "false"] = beginning.line.raw.split("|");
        return judged(
          protocol === "grpc" && multiplexes === "false",
          sent,
          beginning.line.shown(200),
        );
      });
    },
  },
  {
    ...server,
    id: "cookie",
    sentence: "without the cookie says on standard error what it is and exits with 1",
    check: async (bench) => {
      const sent = "a start without BASIC_PLUGIN";
      const { KV_SERVER_CONFIG = "" } = standaloneEnvironment([plainListener()]);
      return whileRunning(bench, { environment: { KV_SERVER_CONFIG } }, async (one) => {
        const { beginning, process } = one;
        if (beginning.kind === "silent") return broken(sent, "it neither ended nor printed");
        if (beginning.kind === "line")
          return broken(sent, `it printed ${beginning.line.shown(200)}`);
        const says = process.stderr.since(0).clean().trim() !== "";
        const isOne = beginning.kind === "exited" && beginning.exit.code === 1;
        return judged(isOne && says, sent, howEnded(beginning, process));
      });
    },
  },
  {
    ...server,
    id: "extra-argv",
    sentence: "ignores further words on its command line",
    check: (bench) =>
      whileServing(
        bench,
        plain,
        async ({ lines }) =>
          judged(true, "the words --port 1 serve behind its argv", lines[0]?.shown(200) ?? ""),
        { extraArgv: ["--port", "1", "serve"] },
      ),
  },
  {
    ...server,
    id: "one-line",
    sentence: "prints nothing else on standard output; logs go to standard error",
    check: (bench) =>
      whileServing(bench, plain, async ({ endpoint, process, lines }) => {
        await withSession(endpoint, plaintext, async (session) => {
          await session.call(paths.put, putRequest("k", Buffer.of(1)), callLimitMs);
          await session.call(paths.get, getRequest("k"), callLimitMs);
          await session.call(paths.get, getRequest("missing"), callLimitMs);
        });
        await process.stop();
        const [, further] = lines;
        return judged(
          further === undefined,
          "three calls, then SIGTERM",
          further === undefined ? "one line" : `a second line: ${further.shown(200)}`,
        );
      }),
  },
];
