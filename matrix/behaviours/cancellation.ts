import type { Finding } from "../domain/behaviour.ts";
import type { Behaviour, Shown } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { call } from "./exchange.ts";
import { expectCode } from "./expect-code.ts";
import { permitted, quote, violation } from "./findings.ts";
import { streamOf } from "./wire-view.ts";

/** The client says so, the wire does, and the server's application hears of it. */
const cancelled = (shown: Shown): readonly Finding[] => {
  const stream = streamOf(shown);
  const { seen } = shown;
  return [
    ...(shown.report.status === "none"
      ? [permitted("client", clauses.cancelled, "a call that is cancelled has no status")]
      : expectCode(shown, { code: 1, from: "client", clause: clauses.cancelled })),
    ...(stream && stream.request.reset !== "CANCEL"
      ? [
          violation(
            "client",
            clauses.cancellation,
            "the stream is not reset with CANCEL",
            quote("wire", stream.request.reset ? `RST_STREAM ${stream.request.reset}` : "no reset"),
          ),
        ]
      : []),
    // Who is sent no reset has nothing to tell.
    ...(seen !== null && seen.cancelledAfterMs === null && stream?.request.reset !== null
      ? [
          violation(
            stream ? "server" : null,
            clauses.cancellation,
            "the application is not told of it",
          ),
        ]
      : []),
  ];
};

export const cancel: Behaviour = {
  name: "cancel",
  title: "a call that the client cancels before an answer",
  area: "cancellation",
  exchanges: [call("Unary", { script: { delayMs: 2_000 }, cancel: { afterMs: 50 }, report: true })],
  judge: (shown) => cancelled(shown("call")),
};

export const cancelStream: Behaviour = {
  name: "cancel-stream",
  title: "a stream that the client cancels after two responses",
  area: "cancellation",
  exchanges: [
    call("ServerStream", {
      script: { sizes: Array.from({ length: 100 }, () => 10), eachMs: 20 },
      cancel: { afterMessages: 2 },
      report: true,
    }),
  ],
  judge: (shown) => cancelled(shown("call")),
};
