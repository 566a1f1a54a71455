import type { Finding } from "../domain/behaviour.ts";
import type { WireHalf } from "../wire/grpc-calls.ts";
import type { Behaviour, Shown } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { call } from "./exchange.ts";
import { expectCode } from "./expect-code.ts";
import { expectOk } from "./expect-ok.ts";
import { distinct, permitted, violation } from "./findings.ts";
import { messagesIn, streamOf, valueIn } from "./wire-view.ts";

/** A compressed message is announced; one that was to be compressed need not be. */
const asCompressed = (by: "client" | "server", half: WireHalf): readonly Finding[] => {
  const messages = messagesIn(half);
  const encoding = half.blocks.map((block) => valueIn(block, "grpc-encoding")).find(Boolean);
  if (messages.some(({ compressed }) => compressed) && encoding === undefined) {
    return [
      violation(by, clauses.compressedFlag, "a message is compressed, and grpc-encoding not sent"),
    ];
  }
  return messages.length > 0 && messages.every(({ compressed }) => !compressed)
    ? [permitted(by, clauses.compression, "a message is not compressed though it was asked for")]
    : [];
};

const bothWays = (shown: Shown): readonly Finding[] => {
  const stream = streamOf(shown);
  return stream
    ? [...asCompressed("client", stream.request), ...asCompressed("server", stream.response)]
    : [];
};

export const gzip: Behaviour = {
  name: "gzip",
  title: "messages compressed with gzip, and empty ones",
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
      ...expectOk(shown("long"), [5_000, 6_000]),
      ...expectOk(shown("empty"), [0]),
      ...bothWays(shown("long")),
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
    ...expectCode(shown("response"), {
      code: 8,
      from: "client",
      clause: clauses.tooLarge,
      of: "a response",
    }),
    ...expectCode(shown("request"), {
      code: 8,
      from: "server",
      clause: clauses.tooLarge,
      of: "a request",
    }),
  ],
};
