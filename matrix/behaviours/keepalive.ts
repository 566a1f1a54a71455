/** Pings of a connection that is silent: by whom, how often, and whether they are answered. */
import type { Finding } from "../domain/behaviour.ts";
import type { Behaviour, Shown, ShownPing } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { call } from "./exchange.ts";
import { expectOk } from "./expect-ok.ts";
import { permitted, violation } from "./findings.ts";
import { enhanceYourCalm, pingQuote, pingsDuring } from "./pings.ts";

/** Twice in the silence, which no server takes for too often. */
const clientMs = 900;
const shortSilenceMs = 2_600;

/** The least that grpc-go's server takes. */
const serverMs = 1_000;
const longSilenceMs = 2_600;

/** How long an answer may be on its way when the call ends. */
const answerMs = 300;

export const keepaliveClient: Behaviour = {
  name: "keepalive-client",
  title: "a client that is told to ping after less than a second of silence",
  advice:
    "Set a keepalive time of five minutes or more, unless the server permits less: only grpc-go and grpc-java make ten seconds of less.",
  area: "connections",
  clientSettings: { keepaliveMs: clientMs },
  exchanges: [call("Unary", { name: "short silence", script: { delayMs: shortSilenceMs } })],
  judge: (shown) => {
    const silence = shown("short silence");
    const early = floored(silence);
    const isOfPings = early.length > 0 && isTold(silence);
    return [...early, ...(isOfPings ? [] : expectOk(silence, [0]))];
  },
};

/** Whether its server ended the connection for its pings, as it may: what becomes of the call is of them then. */
const isTold = ({ connections }: Shown): boolean =>
  (connections ?? []).some(({ goaways }) => goaways.some(({ code }) => code === enhanceYourCalm));

const floored = (shown: Shown): readonly Finding[] => {
  const [first] = pingsDuring(shown, "client", clientMs);
  if (!first) return [];
  const sentence = "a keepalive time below ten seconds is taken as it is";
  return [
    violation("client", clauses.keepaliveTime, sentence, pingQuote(shown, "client", [first])),
  ];
};

/** Ten seconds may be made of less here too, and nobody waits so long: a server that never pings is taken for one of those. */
export const keepaliveServer: Behaviour = {
  name: "keepalive-server",
  title: "a server that is told to ping after a second of silence",
  advice:
    "Count on a server's pings after ten seconds at the soonest: grpc-java makes that of less.",
  area: "connections",
  settings: { keepaliveMs: serverMs },
  exchanges: [call("Unary", { name: "long silence", script: { delayMs: longSilenceMs } })],
  judge: (shown) => [...pinged(shown("long silence")), ...expectOk(shown("long silence"), [0])],
};

const pinged = (shown: Shown): readonly Finding[] => {
  const [stream] = shown.streams ?? [];
  if (!stream) return [];
  const pings = pingsDuring(shown, "server", serverMs);
  if (pings.length === 0) {
    const sentence = "a client is not pinged after less than three seconds of silence";
    return [permitted("server", clauses.keepaliveServer, sentence)];
  }
  const endedMs = stream.endedMs ?? Number.POSITIVE_INFINITY;
  const isUnanswered = ({ atMs, answered }: ShownPing) => !answered && atMs + answerMs < endedMs;
  const unanswered = pings.find(isUnanswered);
  if (!unanswered) return [];
  const wire = pingQuote(shown, "server", [unanswered]);
  return [violation("client", clauses.ping, "a ping is not answered", wire)];
};
