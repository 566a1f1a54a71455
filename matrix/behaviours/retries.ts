/** Calls that a server has said not to have processed: a client makes them again, once, without being told to. */
import type { Finding } from "../domain/behaviour.ts";
import type { Behaviour, Shown, ShownStream } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { call, header } from "./exchange.ts";
import { expectCode } from "./expect-code.ts";
import { expectOk } from "./expect-ok.ts";
import { distinct, quote, violation } from "./findings.ts";
import { blockFrame } from "./frames.ts";
import { entryOf } from "./told-messages.ts";

const server = "broken-server:refuses-as-told";

const advice =
  "Make a call again yourself that ends in UNAVAILABLE, where the service allows that: not every library does.";

/** What the server leaves unprocessed, and how many times, stands in the call's metadata. */
const left = (name: string, how: "told-refuse" | "told-go-away", times: number) =>
  call("Unary", { name, metadata: [entryOf(header(how, String(times)))] });

/** More than any client tries. */
const always = 1_000;

export const retryRefused: Behaviour = {
  name: "retry-refused",
  title: "a call whose stream a server refuses, once and every time",
  advice,
  area: "connections",
  server,
  exchanges: [left("once", "told-refuse", 1), left("every time", "told-refuse", always)],
  judge: (shown) =>
    distinct([
      ...(madeAgain(shown("once")) ?? expectOk(shown("once"), [0])),
      ...(madeAgain(shown("every time")) ??
        expectCode(shown("every time"), {
          code: 14,
          from: "client",
          clause: clauses.transparentRetry,
          of: "refused every time",
        })),
    ]),
};

export const retryGoAway: Behaviour = {
  name: "retry-goaway",
  title: "a call that a GOAWAY leaves unprocessed",
  advice,
  area: "connections",
  server,
  exchanges: [left("call", "told-go-away", 1)],
  judge: (shown) => madeAgain(shown("call")) ?? expectOk(shown("call"), [0]),
};

/** Of the streams of a call those that are marked where they are drawn. */
const mostShown = 4;

/** The first time, and once more. */
const wanted = 2;

/** What is wrong with how often a call was made; null where nothing is, or nobody can tell. */
const madeAgain = (shown: Shown): readonly Finding[] | null => {
  const { streams, report } = shown;
  if (streams === null) return null;
  const said = quote("client", `${report.status}: ${report.message}`);
  const made = quote(
    "wire",
    `${streams.length} streams: ${streams.map(endOf(shown)).join(", ")}`,
    streams.slice(0, mostShown).flatMap((stream) => blockFrame(stream, "request", null)),
  );
  const processed = streams.filter((stream) => !isLeft(shown, stream)).length;
  if (processed === streams.length) {
    return [violation("server", clauses.transparentRetry, "no call is left unprocessed", made)];
  }
  if (streams.length < wanted) {
    const sentence = "a call that was left unprocessed is not made again";
    return [violation("client", clauses.transparentRetry, sentence, made, said)];
  }
  if (streams.length > wanted || processed > 1) {
    const sentence = "a call that was left unprocessed is made again more than once";
    return [violation("client", clauses.transparentRetry, sentence, made)];
  }
  return null;
};

/** RFC 9113 sections 8.7 and 6.8. */
const isLeft = ({ connections }: Shown, { connection, stream, response }: ShownStream): boolean =>
  response.reset === "REFUSED_STREAM" ||
  (connections?.[connection]?.goaways ?? []).some(({ lastStream }) => stream > lastStream);

const endOf = (shown: Shown) => (stream: ShownStream) =>
  stream.response.reset ?? (isLeft(shown, stream) ? "beyond GOAWAY" : "answered");
