import type { Finding } from "../domain/behaviour.ts";
import type { Behaviour, Shown } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { call } from "./exchange.ts";
import { expectOk } from "./expect-ok.ts";
import { distinct, livedWith, permitted, quote, violation } from "./findings.ts";
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
    call("Unary", { name: "call", script: { ...status, loneSurrogate: true }, report: true }),
    call("Unary", { name: "next" }),
  ],
  judge: (shown) => {
    const [told, next] = [shown("call"), shown("next")];
    const stream = streamOf(told);
    const trailers = stream && trailersOf(stream);
    if (stream && !trailers && next.report.status !== "OK") return ended(told, next);
    const sent = trailers && messageIn(valueIn(trailers, "grpc-message") ?? "");
    const message = sent ?? told.report.message;
    return distinct([
      ...relayedStatus(told, { ...status, message }),
      ...(trailers ? cutText(told, message) : []),
      ...expectOk(next, [0]),
    ]);
  },
};

/** What refuses the next call too is the server, whatever its client did with the one that had no end. */
const ended = (told: Shown, next: Shown): readonly Finding[] => [
  violation("server", clauses.status, "the call ends without a status", ...said(told)),
  violation("server", clauses.status, "no further call is served", ...said(next)),
];

const said = ({ report }: Shown) => [quote("client", `${report.status}: ${report.message}`)];

const cutText = ({ seen }: Shown, message: string): readonly Finding[] => {
  if (seen?.leftOut.includes("lone-surrogate")) {
    const sentence = "the language has no text with half of a pair";
    const advice = "Nothing is to be done: no such text can be made there.";
    return [livedWith(advice, permitted("server", clauses.statusMessage, sentence))];
  }
  return message === status.message
    ? []
    : [permitted("server", clauses.statusMessage, replaced(message))];
};

const replaced = (message: string): string =>
  message.startsWith(status.message)
    ? "another character stands for the half of a pair"
    : "another text stands for the whole";
