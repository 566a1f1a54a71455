import type { Finding } from "../domain/behaviour.ts";
import type { Behaviour, Shown } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { call } from "./exchange.ts";
import { expectOk } from "./expect-ok.ts";
import { distinct, permitted, quote, violation } from "./findings.ts";
import { relayedStatus } from "./relay-status.ts";
import { messageIn, streamOf, trailersOf, valueIn } from "./wire-view.ts";

const status = { code: 9, message: "cut in two: " };

/** A text that was cut in the middle of an emoji. What becomes of it is open; that the call ends, and the next is served, is not. */
export const statusTextSurrogate: Behaviour = {
  name: "status-text-surrogate",
  title: "a status text with half of a surrogate pair, and a call after it",
  advice:
    "Cut texts between characters, or make them well-formed: a server on grpc-js ends by such a text.",
  area: "statuses",
  endsServer: true,
  exchanges: [
    call("Unary", { name: "call", script: { ...status, loneSurrogate: true } }),
    call("Unary", { name: "next" }),
  ],
  judge: (shown) => {
    const stream = streamOf(shown("call"));
    const trailers = stream && trailersOf(stream);
    const sent = trailers && messageIn(valueIn(trailers, "grpc-message") ?? "");
    const message = sent ?? shown("call").report.message;
    const isReplaced = message !== status.message;
    return distinct([
      ...relayedStatus(shown("call"), { ...status, message }),
      ...(isReplaced && trailers
        ? [permitted("server", clauses.statusMessage, replaced(message))]
        : []),
      ...(stream && !trailers ? served(shown("next")) : expectOk(shown("next"), [0])),
    ]);
  },
};

/** Where a server has ended, nobody else can have refused it. */
const served = ({ report }: Shown): readonly Finding[] =>
  report.status === "OK"
    ? []
    : [
        violation(
          "server",
          clauses.status,
          "no further call is served",
          quote("client", `${report.status}: ${report.message}`),
        ),
      ];

const replaced = (message: string): string =>
  message.startsWith(status.message)
    ? "another character stands for the half of a pair"
    : "another text stands for the whole";
