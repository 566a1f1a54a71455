import type { Behaviour } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { call, header } from "./exchange.ts";
import { violation } from "./findings.ts";
import { headersOf, streamOf } from "./wire-view.ts";

const name = "told-first";

/** The client cancels before there is a response: what it has of the metadata by then came before. */
export const headersFirst: Behaviour = {
  name: "headers-first",
  title: "metadata that a server sends before its first response",
  area: "metadata",
  exchanges: [
    call("Bidi", {
      script: { initial: [header(name, "x")], headersFirst: true, delayMs: 3_000 },
      cancel: { afterMs: 1_000 },
    }),
  ],
  judge: (shown) => {
    const { report } = shown("call");
    if (report.rpc.initial.some((entry) => entry.name === name)) return [];
    const stream = streamOf(shown("call"));
    const isSent = stream ? headersOf(stream) !== undefined : null;
    return [
      violation(
        isSent === null ? null : isSent ? "client" : "server",
        clauses.response,
        isSent === false
          ? "metadata wait for the first response"
          : "metadata are not handed on before the first response",
      ),
    ];
  },
};
