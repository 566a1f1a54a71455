import type { Finding } from "../domain/behaviour.ts";
import type { Behaviour, Shown } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { call } from "./exchange.ts";
import { expectCode } from "./expect-code.ts";
import { expectOk } from "./expect-ok.ts";
import { distinct, permitted, quote, rate, violation } from "./findings.ts";
import { blockFrame, resetFrame } from "./frames.ts";
import { streamOf, timeoutMs, trailersOf, valueIn } from "./wire-view.ts";

/** A machine under load takes so long from a call's beginning to its handler. */
const lateMs = 2_000;

/** What libraries add so that a deadline is not early: grpcio rounds up to two or three digits (timeout_encoding.cc). */
const rounding = 0.01;

/** Whether a deadline came to the server as it was set: as a timeout on the wire, and to the application. */
const relayedDeadline = (shown: Shown): readonly Finding[] => {
  const asked = shown.exchange.options.deadlineMs ?? null;
  const stream = streamOf(shown);
  const seen = shown.seen === null ? undefined : shown.seen.timeoutMs;
  const raw = stream ? (valueIn(stream.request.blocks[0], "grpc-timeout") ?? null) : undefined;
  const sent = raw === undefined ? undefined : raw === null ? null : timeoutMs(raw);
  const wire = quote(
    "wire",
    raw === null ? "no grpc-timeout" : `grpc-timeout: ${raw}`,
    blockFrame(stream, "request", "grpc-timeout"),
  );
  const told = quote("server", seen === null ? "no deadline" : `${seen} ms are left`);
  return [
    ...(sent === undefined ? [] : asSent(asked, sent, wire)),
    ...(sent === undefined || seen === undefined || shown.seen?.leftOut.includes("timeout")
      ? []
      : asSeen(sent, seen, wire, told)),
  ];
};

const asSent = (asked: number | null, sent: number | null, wire: ReturnType<typeof quote>) => {
  if (asked === null) {
    return sent === null
      ? []
      : [permitted("client", clauses.timeout, "a deadline is sent that nobody has set")];
  }
  if (sent === null) {
    return [permitted("client", clauses.timeout, "the deadline is not told the server")];
  }
  if (sent > asked * (1 + rounding)) {
    return [violation("client", clauses.timeout, "a later deadline is sent than is set", wire)];
  }
  return sent < asked * (1 - rounding) - lateMs
    ? [permitted("client", clauses.timeout, "an earlier deadline is sent than is set")]
    : [];
};

const asSeen = (
  sent: number | null,
  seen: number | null,
  ...saw: readonly ReturnType<typeof quote>[]
) => {
  if (sent === null) {
    return seen === null
      ? []
      : [violation("server", clauses.timeout, "a deadline is seen that was not sent", ...saw)];
  }
  if (seen === null) {
    return [violation("server", clauses.timeout, "the deadline is not seen", ...saw)];
  }
  if (seen > sent * (1 + rounding)) {
    return [violation("server", clauses.timeout, "a later deadline is seen than was sent", ...saw)];
  }
  return seen < sent * (1 - rounding) - lateMs
    ? [violation("server", clauses.timeout, "an earlier deadline is seen than was sent", ...saw)]
    : [];
};

const relayed = (
  { name, title, advice }: Pick<Behaviour, "name" | "title" | "advice">,
  deadlines: readonly (number | null)[],
): Behaviour => {
  const exchanges = deadlines.map((deadlineMs) =>
    call("Unary", { name: `${deadlineMs} ms`, deadlineMs, report: true }),
  );
  return {
    name,
    title,
    ...(advice !== undefined && { advice }),
    area: "deadlines",
    exchanges,
    judge: (shown) =>
      distinct(
        exchanges.flatMap(({ name }) => {
          const spoiled = malformedTimeout(shown(name));
          if (spoiled.length > 0) return spoiled;
          const ended = cutShort(shown(name));
          return ended.length > 0 ? ended : relayedDeadline(shown(name));
        }),
      ),
  };
};

/** What a server makes of it is no fault of the server. */
const malformedTimeout = (shown: Shown): readonly Finding[] => {
  const raw = valueIn(streamOf(shown)?.request.blocks[0], "grpc-timeout");
  return raw === undefined || timeoutMs(raw) !== null
    ? []
    : [
        violation(
          "client",
          clauses.timeout,
          "the timeout is malformed",
          quote(
            "wire",
            `grpc-timeout: ${raw}`,
            blockFrame(streamOf(shown), "request", "grpc-timeout"),
          ),
        ),
      ];
};

/** A call that is answered at once ends in OK; where it does not, who ended it. */
const cutShort = (shown: Shown): readonly Finding[] => {
  if (shown.report.status === "OK") return [];
  const stream = streamOf(shown);
  if (!stream) return expectOk(shown, [0]);
  const trailers = trailersOf(stream);
  const status = trailers && valueIn(trailers, "grpc-status");
  const byServer = status === "4" || (status === undefined && stream.response.reset !== null);
  if (!byServer && stream.request.reset === null) return expectOk(shown, [0]);
  const resetHalf = byServer ? "response" : "request";
  return [
    violation(
      byServer ? "server" : "client",
      clauses.timeout,
      "a call whose deadline is far is ended at once",
      quote("wire", `grpc-timeout: ${valueIn(stream.request.blocks[0], "grpc-timeout")}`),
      status
        ? quote("wire", `grpc-status: ${status}`, blockFrame(stream, "trailing", "grpc-status"))
        : quote("wire", `RST_STREAM ${stream.response.reset}`, resetFrame(stream, resetHalf)),
    ),
  ];
};

export const deadline = relayed({ name: "deadline", title: "a deadline of 8 s, and none" }, [
  8_000,
  null,
]);

const dayMs = 86_400_000;

export const longDeadline = relayed(
  {
    name: "long-deadline",
    title: "deadlines of 30 days and of a year",
    advice:
      "Set deadlines below 24 days, or none: on a grpc-js server a longer one is over at once, or far too early.",
  },
  [30 * dayMs, 365 * dayMs],
);

const shortMs = 50;
/** Of the call whose server is asked what it saw: it must have come there, on a machine under load too. */
const reportedMs = 90;
const answeredAfterMs = 2_000;
const shortTries = Array.from({ length: 10 }, (_, at) => `try ${at + 1}`);

/**
 * A server that ends the call at the deadline too is first at times, and what its client then says is its own affair. A
 * client that ends the call itself knows why.
 */
export const deadlineExceeded: Behaviour = {
  name: "deadline-exceeded",
  title: `a deadline before the server answers, ${shortTries.length} times`,
  advice: "At your own deadline take CANCELLED for DEADLINE_EXCEEDED.",
  area: "deadlines",
  exchanges: shortTries.map((name) =>
    call("Unary", {
      name,
      script: { delayMs: answeredAfterMs },
      ...(name === shortTries[0]
        ? { deadlineMs: reportedMs, report: true }
        : { deadlineMs: shortMs }),
    }),
  ),
  judge: (shown) => {
    const all = shortTries.map(shown);
    const [first] = all;
    const others = all.filter(({ report }) => report.status !== "DEADLINE_EXCEEDED");
    const own = others.find((one) => streamOf(one)?.request.reset != null);
    const rule = { code: 4, from: "client", clause: clauses.deadlineExceeded } as const;
    const [other] = others;
    return [
      ...(own
        ? expectCode(own, rule)
        : rate(
            "client",
            `status ${other?.report.status}, where DEADLINE_EXCEEDED is due`,
            others.length,
            all.length,
          )),
      // Clocks of processes differ by less.
      ...(all.some(
        ({ report, exchange }) => report.rpc.elapsedMs < (exchange.options.deadlineMs ?? 0) - 5,
      )
        ? [violation("client", clauses.timeout, "the call ends before its deadline")]
        : []),
      ...(first ? untold(first) : []),
    ];
  },
};

/** Who hears of no deadline, and of no reset, has nothing to tell. */
const untold = (shown: Shown): readonly Finding[] => {
  if (shown.seen?.cancelledAfterMs !== null) return [];
  const stream = streamOf(shown);
  const isTold = stream
    ? valueIn(stream.request.blocks[0], "grpc-timeout") !== undefined ||
      stream.request.reset !== null
    : true;
  const sentence = "the application is not told that the deadline is over";
  return isTold ? [violation(stream ? "server" : null, clauses.cancellation, sentence)] : [];
};

const tries = Array.from({ length: 20 }, (_, at) => `try ${at + 1}`);
const raceMs = 30;

/** Client and server end the call at the same time: whoever is first, the client is to say that the deadline is over. */
export const deadlineRace: Behaviour = {
  name: "deadline-race",
  title: `an answer at the moment of the deadline, ${tries.length} times`,
  advice: "At your own deadline take CANCELLED for DEADLINE_EXCEEDED.",
  area: "deadlines",
  exchanges: tries.map((name) =>
    call("Unary", { name, script: { delayMs: raceMs }, deadlineMs: raceMs }),
  ),
  judge: (shown) => {
    const allowed = ["DEADLINE_EXCEEDED", "OK"];
    const others = tries.map((name) => shown(name).report.status);
    return [...new Set(others)]
      .filter((status) => !allowed.includes(status))
      .flatMap((status) =>
        rate(
          "client",
          `status ${status}, where DEADLINE_EXCEEDED is due`,
          others.filter((one) => one === status).length,
          tries.length,
        ),
      );
  },
};
