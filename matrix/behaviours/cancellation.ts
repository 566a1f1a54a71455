import type { Finding } from "../domain/behaviour.ts";
import type { Behaviour, Shown } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { call } from "./exchange.ts";
import { expectCode } from "./expect-code.ts";
import { expectOk } from "./expect-ok.ts";
import { distinct, quote, violation, withoutStatus } from "./findings.ts";
import { endFrame, resetFrame } from "./frames.ts";
import { streamOf } from "./wire-view.ts";

/** The client says so, the wire does, and the server's application hears of it. */
const cancelled = (shown: Shown): readonly Finding[] => {
  const stream = streamOf(shown);
  const { seen } = shown;
  return [
    ...(shown.report.status === "none"
      ? [withoutStatus()]
      : expectCode(shown, { code: 1, from: "client", clause: clauses.cancelled })),
    ...(stream && stream.request.reset !== "CANCEL"
      ? [
          violation(
            "client",
            clauses.cancellation,
            "the stream is not reset with CANCEL",
            quote(
              "wire",
              stream.request.reset ? `RST_STREAM ${stream.request.reset}` : "no reset",
              stream.request.reset ? resetFrame(stream, "request") : [],
            ),
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

const uploads = 200;

/** Node ends a stream that it resets, but in one of some thirty times, as seen. */
const uploadTries = ["one", "another", "a third"];

export const cancelUpload: Behaviour = {
  name: "cancel-upload",
  title: "a stream of requests that is whole, and three that the client cancels before their end",
  advice:
    "Let the last request of an upload say that it is the last: its end alone can be that of a call that was cancelled.",
  area: "cancellation",
  exchanges: [
    // The first call of a method takes a server on a JVM longer than the others are open.
    call("ClientStream", { name: "whole", payloads: [10, 10] }),
    ...uploadTries.map((name) =>
      call("ClientStream", {
        name,
        payloads: Array.from({ length: uploads }, () => 10),
        sendEveryMs: 20,
        cancel: { afterMs: 300 },
        report: true,
      }),
    ),
  ],
  judge: (shown) =>
    distinct([
      ...expectOk(shown("whole"), [0]),
      ...uploadTries.flatMap((name) => {
        const found = cutOff(shown(name));
        // A server that was sent the end of all requests may have answered before it heard of more.
        const isEnded = found.some(({ by }) => by === "client");
        return [
          ...cancelled(shown(name)).filter(({ by }) => by !== "server" || !isEnded),
          ...found,
        ];
      }),
    ]),
};

/** What is cancelled has no end that a server could take for that of all requests. */
const cutOff = (shown: Shown): readonly Finding[] => {
  const { seen } = shown;
  const stream = streamOf(shown);
  if (stream?.request.ended) {
    const sentence = "a stream of requests that is cancelled is ended as if it were whole";
    const wire = quote("wire", "END_STREAM", endFrame(stream, "request"));
    return [violation("client", clauses.cancellation, sentence, wire)];
  }
  return seen !== null && (seen.received === 0 || seen.received === uploads)
    ? [
        violation(
          stream ? "server" : null,
          clauses.cancellation,
          `of a stream that is cut off ${seen.received === 0 ? "no request" : "every request"} is read`,
          quote("server", `${seen.received} requests were read`),
        ),
      ]
    : [];
};

export const cancel: Behaviour = {
  name: "cancel",
  title: "a call that the client cancels before an answer",
  area: "cancellation",
  exchanges: [
    // What a client on a JVM cancels earlier than that it may not have sent yet.
    call("Unary", { script: { delayMs: 2_000 }, cancel: { afterMs: 300 }, report: true }),
  ],
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
