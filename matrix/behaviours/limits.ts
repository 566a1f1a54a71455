import type { Finding } from "../domain/behaviour.ts";
import type { Behaviour, Shown } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { call, header } from "./exchange.ts";
import { expectCode } from "./expect-code.ts";
import { expectOk, expectResponses } from "./expect-ok.ts";
import { distinct, permitted, quote, rate, violation } from "./findings.ts";
import { blockFrame } from "./frames.ts";
import { nameOf, relayedStatus } from "./relay-status.ts";
import { entryOf } from "./told-messages.ts";
import { streamOf, trailersOf, valueIn } from "./wire-view.ts";

/** gRPC's default limit of a received message, in every stack tested. */
const limitBytes = 4 * 1024 * 1024;

/** What of a response is no payload: a tag of one byte, and a length of four. */
const framing = 5;

export const messageLimit: Behaviour = {
  name: "message-limit",
  title: "responses of 4 MiB, of one byte more, and a second one that is too large",
  advice:
    "Where a message can be too large, take OUT_OF_RANGE of tonic, and CANCELLED of grpc-java, for RESOURCE_EXHAUSTED.",
  area: "limits",
  exchanges: [
    call("Unary", { name: "equal", script: { sizes: [limitBytes - framing] } }),
    call("Unary", { name: "over", script: { sizes: [limitBytes - framing + 1] } }),
    call("ServerStream", { name: "second over", script: { sizes: [10, limitBytes], eachMs: 100 } }),
  ],
  judge: (shown) => [
    ...expectOk(shown("equal"), [limitBytes - framing]),
    ...expectCode(shown("over"), {
      code: 8,
      from: "client",
      clause: clauses.tooLarge,
      of: "one byte more",
    }),
    ...expectCode(shown("second over"), {
      code: 8,
      from: "client",
      clause: clauses.tooLarge,
      of: "a second response",
    }),
    ...expectResponses(shown("second over"), [10], [10, limitBytes]),
  ],
};

const ownCode = 9;

/** Suggested by the specification for headers and for trailers alike; below it nothing may be lost. */
const sizes = { short: 4 * 1024, long: 12 * 1024 } as const;

const bandTries = 10;
const longTries = Array.from({ length: bandTries }, (_, at) => `trailers of 12 KiB, ${at + 1}`);

const requestTries = Array.from({ length: bandTries }, (_, at) => `request of 12 KiB, ${at + 1}`);

const withMetadata = (name: string, size: number) =>
  call("Unary", { name, metadata: [entryOf(header("told-long", "x".repeat(size)))] });

const withTrailers = (name: string, size: number) =>
  call("Unary", {
    name,
    script: {
      code: ownCode,
      message: "the real status",
      trailing: [header("told-long", "x".repeat(size))],
    },
  });

/** Between 8 KiB, which is suggested as a limit, and 16 KiB it is kept or lost, in the one stack in some of the tries. */
export const headerLimit: Behaviour = {
  name: "header-limit",
  title: "metadata of 4 KiB, and of 12 KiB",
  advice:
    "Keep what a call has of metadata below 8 KiB, the text and the details of a status counted in.",
  area: "limits",
  exchanges: [
    withTrailers("trailers of 4 KiB", sizes.short),
    withMetadata("request of 4 KiB", sizes.short),
    ...longTries.map((name) => withTrailers(name, sizes.long)),
    ...requestTries.map((name) => withMetadata(name, sizes.long)),
  ],
  judge: (shown) => {
    const lost = longTries.filter((name) => shown(name).report.status !== nameOf(ownCode));
    const refused = requestTries.filter((name) => shown(name).report.status !== "OK");
    return distinct([
      ...kept(shown("trailers of 4 KiB"), ownCode, "client"),
      ...kept(shown("request of 4 KiB"), 0, "server"),
      ...inBand("client", "trailers of 12 KiB are refused, the real status with them", lost.length),
      ...inBand("server", "a request with 12 KiB of metadata is refused", refused.length),
    ]);
  },
};

/** What is always so is a limit, and what is so at times has none that anybody could rely on. */
const inBand = (by: "client" | "server", sentence: string, times: number): readonly Finding[] =>
  times === bandTries
    ? [permitted(by, clauses.headerLimit, sentence)]
    : rate(by, sentence, times, bandTries);

/** @param to - whom the metadata are for. */
const kept = (shown: Shown, code: number, to: "client" | "server"): readonly Finding[] => {
  const { status } = shown.report;
  if (status === nameOf(code)) return [];
  const stream = streamOf(shown);
  const trailers = stream && trailersOf(stream);
  const sent = trailers && valueIn(trailers, "grpc-status");
  const by = sent ? (sent === String(code) ? "client" : "server") : stream ? to : null;
  const sentence = `status ${status} in place of ${nameOf(code)}, with 4 KiB of metadata`;
  const wire = quote(
    "wire",
    sent ? `grpc-status: ${sent}` : "no status",
    sent ? blockFrame(stream, "trailing", "grpc-status") : [],
  );
  return [violation(by, clauses.headerLimit, sentence, wire)];
};

const early = { code: ownCode, message: "that is enough" };

export const earlyReturn: Behaviour = {
  name: "early-return",
  title: "a server that ends a call while the client sends 1 MiB",
  area: "calls",
  exchanges: [
    call("ClientStream", {
      script: { ...early, early: true },
      payloads: Array.from({ length: 16 }, () => 64 * 1024),
      deadlineMs: 3_000,
    }),
  ],
  judge: (shown) =>
    relayedStatus(shown("call"), early).map((finding) => ({
      ...finding,
      clause: clauses.earlyClosure,
    })),
};
