/** What a server does about a client that pings too often, and what that client does then. */
import type { Finding } from "../domain/behaviour.ts";
import type { Behaviour, Shown } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { call, header } from "./exchange.ts";
import { expectOk } from "./expect-ok.ts";
import { livedWith, permitted, quote, type Seen, violation } from "./findings.ts";
import { goAwayFrame } from "./frames.ts";
import { enhanceYourCalm, pingQuote, pingsDuring } from "./pings.ts";
import { entryOf } from "./told-messages.ts";
import { streamOf } from "./wire-view.ts";

const pingMs = 100;

/** The first after data is no offence, two more are borne, and the fourth is one too many. */
const tooMany = 4;

/** grpcio leaves a second between two, whatever it is told. */
const silenceMs = 5_000;
/** For three pings, or six. */
const nextSilenceMs = 700;

const debugData = "too_many_pings";

const advice =
  "Set a keepalive time of five minutes or more, unless the server permits less; grpc-js and tonic let every client ping as it likes.";

export const tooManyPings: Behaviour = {
  name: "too-many-pings",
  title: "a client that pings ten times a second while a call is in flight, and calls after that",
  advice,
  area: "connections",
  clientSettings: { keepaliveMs: pingMs },
  exchanges: [
    call("Unary", { name: "pinged", script: { delayMs: silenceMs } }),
    call("Unary", { name: "next" }),
    call("Unary", { name: "pinged again", script: { delayMs: nextSilenceMs } }),
  ],
  judge: (shown) => {
    const pinged = shown("pinged");
    const stream = streamOf(pinged);
    if (!stream) return expectOk(shown("next"), [0]);
    const pings = pingsDuring(pinged, "client", pingMs);
    const goaway = pinged.connections?.[stream.connection]?.goaways.find(
      ({ atMs }) => atMs <= (stream.endedMs ?? Number.POSITIVE_INFINITY),
    );
    if (!goaway && pings.length < tooMany) {
      return [permitted("client", clauses.keepaliveTime, "pings are not sent so often")];
    }
    if (!goaway) {
      const sentence = "pings are taken as often as they come";
      const over = pings.slice(tooMany - 1, tooMany);
      const wire = [quote("wire", "no GOAWAY"), pingQuote(pinged, "client", over)];
      return [violation("server", clauses.tooManyPings, sentence, ...wire)];
    }
    if (goaway.code !== enhanceYourCalm || goaway.debugData !== debugData) {
      const frame = goAwayFrame(stream.connection, goaway);
      const wire = quote("wire", `GOAWAY ${goaway.code} ${goaway.debugData}`, frame);
      const sentence = "GOAWAY does not say too_many_pings";
      return [violation("server", clauses.tooManyPings, sentence, wire)];
    }
    // What is said of the call in flight depends on whether GOAWAY or the end of the connection is read first.
    return [...expectOk(shown("next"), [0]), ...slowedDown(pinged, shown("pinged again"))];
  },
};

export const goAwayPings: Behaviour = {
  name: "goaway-pings",
  title: "a server that says too_many_pings and closes while a call is in flight, and a call after",
  advice,
  area: "connections",
  server: "broken-server:refuses-as-told",
  exchanges: [
    call("Unary", { name: "call", metadata: [entryOf(header("told-too-many-pings", "1"))] }),
    call("Unary", { name: "next" }),
  ],
  judge: (shown) => goneOn(shown("call"), shown("next")),
};

/** The connection is closed at once, and with it ends what is in flight; the next call has another. */
const goneOn = (inFlight: Shown, next: Shown): readonly Finding[] => {
  const { status, message } = inFlight.report;
  return [
    ...(allowed.includes(status)
      ? []
      : [
          livedWith(
            "Where a connection ends with a call in flight, take UNKNOWN of tonic for UNAVAILABLE.",
            violation(
              status === "OK" ? "server" : "client",
              clauses.unavailable,
              `status ${status} of a call in flight, where ${allowed.join(" or ")} is due`,
              ...goAwayQuotes(inFlight),
              quote("client", `${status}: ${message}`),
            ),
          ),
        ]),
    ...expectOk(next, [0]),
  ];
};

const goAwayQuotes = ({ streams, connections }: Shown): readonly Seen[] => {
  const connection = streams?.at(-1)?.connection ?? 0;
  const goaways = connections?.[connection]?.goaways.slice(0, 1) ?? [];
  return goaways.map((goaway) =>
    quote("wire", `GOAWAY ${goaway.code} ${goaway.debugData}`, goAwayFrame(connection, goaway)),
  );
};

/** Of a connection that breaks, and of an HTTP/2 error ENHANCE_YOUR_CALM (PROTOCOL-HTTP2.md, Errors). */
const allowed = ["UNAVAILABLE", "RESOURCE_EXHAUSTED"];

const slowedDown = (before: Shown, after: Shown): readonly Finding[] => {
  const rest = shortestMs(after);
  return rest === null || rest > (pingMs * 3) / 2 || !streamOf(before)
    ? []
    : [permitted("client", clauses.tooManyPings, "pings are as frequent as before the GOAWAY")];
};

/** Between two pings; a machine under load makes it longer, never shorter. null where there are not two. */
const shortestMs = (shown: Shown): number | null => {
  const times = pingsDuring(shown, "client", pingMs).map(({ atMs }) => atMs);
  const gaps = times.slice(1).map((atMs, at) => atMs - (times[at] ?? 0));
  return gaps.length === 0 ? null : Math.min(...gaps);
};
