import type { Finding } from "../domain/behaviour.ts";
import type { Behaviour, Shown } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { call } from "./exchange.ts";
import { expectOk } from "./expect-ok.ts";
import { distinct, quote, violation } from "./findings.ts";
import { endFrame } from "./frames.ts";
import { relayedStatus } from "./relay-status.ts";
import { streamOf } from "./wire-view.ts";

const refusal = { code: 9, message: "not one more" };

const answered = [10, 20];

/** A server that waited for the end of the requests would wait for the deadline. */
const open = { halfClose: false, deadlineMs: 3_000 };

const exchanges = [
  call("Bidi", { name: "two responses", script: { early: true, sizes: answered }, ...open }),
  call("ClientStream", { name: "one response", script: { early: true }, ...open }),
  call("Bidi", {
    name: "a status",
    script: { early: true, sizes: [], headersFirst: true, delayMs: 50, ...refusal },
    ...open,
  }),
];

export const halfClose: Behaviour = {
  name: "half-close",
  title: "a server that answers and ends a call whose client keeps its side open",
  area: "calls",
  exchanges,
  judge: (shown) =>
    distinct([
      ...expectOk(shown("two responses"), answered),
      ...expectOk(shown("one response"), [0]),
      ...relayedStatus(shown("a status"), refusal),
      ...exchanges.flatMap(({ name }) => keptOpen(shown(name))),
    ]),
};

/** What a client does with its side once the call has ended is left to it. */
const keptOpen = (shown: Shown): readonly Finding[] => {
  const stream = streamOf(shown);
  if (!stream?.request.ended) return [];
  const { requestEndedMs, endedMs } = stream;
  return requestEndedMs !== null && endedMs !== null && requestEndedMs < endedMs
    ? [
        violation(
          "client",
          clauses.request,
          "the stream of requests is ended, and was to stay open",
          quote("wire", "END_STREAM", endFrame(stream, "request")),
        ),
      ]
    : [];
};
