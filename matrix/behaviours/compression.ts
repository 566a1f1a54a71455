import type { Finding, FrameReference } from "../domain/behaviour.ts";
import type { WireHalf } from "../wire/side-streams.ts";
import type { Behaviour, Shown } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { call } from "./exchange.ts";
import { expectCode } from "./expect-code.ts";
import { expectOk } from "./expect-ok.ts";
import { distinct, permitted, quote, violation } from "./findings.ts";
import { dataFrame } from "./frames.ts";
import { messagesIn, streamOf, valueIn } from "./wire-view.ts";

type End = "client" | "server";

const eachHalf = (
  shown: Shown,
  find: (by: End, half: WireHalf, message: readonly FrameReference[]) => readonly Finding[],
): readonly Finding[] => {
  const stream = streamOf(shown);
  if (!stream) return [];
  return [
    ...find("client", stream.request, dataFrame(stream, "request")),
    ...find("server", stream.response, dataFrame(stream, "response")),
  ];
};

/** What comes of a message that nobody can open is no fault of who does not open it. */
const unannounced = (shown: Shown): readonly Finding[] =>
  eachHalf(shown, (by, half, message) => {
    const encoding = half.blocks.map((block) => valueIn(block, "grpc-encoding")).find(Boolean);
    const isAnnounced = encoding !== undefined && encoding !== "identity";
    if (isAnnounced || !messagesIn(half).some(({ compressed }) => compressed)) return [];
    const sentence = "a message is compressed, and grpc-encoding does not say so";
    const said = encoding ? `grpc-encoding: ${encoding}` : "no grpc-encoding";
    const sent = quote("wire", said, message);
    return [violation(by, clauses.compressedFlag, sentence, sent)];
  });

/** A message that was to be compressed need not be. */
const uncompressed = (shown: Shown): readonly Finding[] =>
  eachHalf(shown, (by, half) => {
    const messages = messagesIn(half);
    return messages.length > 0 && messages.every(({ compressed }) => !compressed)
      ? [permitted(by, clauses.compression, "a message is not compressed though it was asked for")]
      : [];
  });

const unlessUnannounced = (shown: Shown, judge: (shown: Shown) => readonly Finding[]) => {
  const found = unannounced(shown);
  return found.length > 0 ? found : judge(shown);
};

export const gzip: Behaviour = {
  name: "gzip",
  title: "messages compressed with gzip, and empty ones",
  advice:
    "Where the size on the wire matters, compress in your own message: grpc-js sends the responses of a server as they are.",
  area: "compression",
  exchanges: [
    call("Bidi", {
      name: "long",
      script: { gzip: true, sizes: [5_000, 6_000] },
      payloads: [7_000, 8_000],
      compression: "gzip",
    }),
    call("Bidi", {
      name: "empty",
      script: { gzip: true, sizes: [0] },
      payloads: [0],
      compression: "gzip",
    }),
  ],
  judge: (shown) =>
    distinct([
      ...unlessUnannounced(shown("long"), (long) => [
        ...expectOk(long, [5_000, 6_000]),
        ...uncompressed(long),
      ]),
      ...unlessUnannounced(shown("empty"), (empty) => expectOk(empty, [0])),
    ]),
};

/** Of a response, which its server makes; a request is told its client byte by byte. */
const bombBytes = { response: 8 * 1024 * 1024, request: 5 * 1024 * 1024 } as const;

export const gzipBomb: Behaviour = {
  name: "gzip-bomb",
  title: "messages of 8 and 5 MiB that gzip makes small",
  advice:
    "Where a message can be too large, take OUT_OF_RANGE of tonic, and CANCELLED and UNKNOWN of grpc-java, for RESOURCE_EXHAUSTED.",
  area: "compression",
  exchanges: [
    call("Unary", { name: "response", script: { gzip: true, sizes: [bombBytes.response] } }),
    call("Unary", { name: "request", payloads: [bombBytes.request], compression: "gzip" }),
  ],
  judge: (shown) => [
    ...refused(shown("response"), "client", "a response"),
    ...refused(shown("request"), "server", "a request"),
  ],
};

const refused = (shown: Shown, from: End, of: string) =>
  unlessUnannounced(shown, (one) =>
    expectCode(one, { code: 8, from, clause: clauses.tooLarge, of }),
  );
