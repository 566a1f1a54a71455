/** What a behaviour reads off the stream of an exchange. Every character of a field stands for one byte. */

import type { WireStream } from "../wire/grpc-calls.ts";
import type { HeaderField } from "../wire/hpack-static-table.ts";
import type { WireHalf } from "../wire/side-streams.ts";
import type { Shown, ShownStream } from "./behaviour.ts";

/** The last stream of an exchange, whose end its client has heard of; null where none can be read. */
export const streamOf = ({ streams }: Shown): ShownStream | null => streams?.at(-1) ?? null;

/** The values of a name in a block, in their order. */
export const valuesIn = (block: readonly HeaderField[] | undefined, name: string) =>
  (block ?? [])
    .filter((field) => field.name.toLowerCase() === name.toLowerCase())
    .map(({ value }) => value);

export const valueIn = (block: readonly HeaderField[] | undefined, name: string) =>
  valuesIn(block, name).at(-1);

/** Blocks of answers that are not interim (RFC 9110 section 15.2). */
const blocksOf = ({ blocks }: WireHalf) =>
  blocks.filter((block) => !/^1\d\d$/.test(valueIn(block, ":status") ?? ""));

/** What the client names as the authority, where that is the path of a unix socket, percent-encoded or not. */
export const socketAsAuthority = ({ request }: WireStream): string | undefined => {
  const named = valueIn(request.blocks[0], ":authority");
  return named !== undefined && /%2f|\//i.test(named) ? named : undefined;
};

/** Response headers and trailers; of Trailers-Only the one block is both. */
export const headersOf = (stream: WireStream): readonly HeaderField[] | undefined =>
  blocksOf(stream.response)[0];

/** undefined where none came. */
export const trailersOf = (stream: WireStream): readonly HeaderField[] | undefined => {
  const last = blocksOf(stream.response).at(-1);
  return last !== undefined && valueIn(last, "grpc-status") !== undefined ? last : undefined;
};

/** The text of a grpc-message: percent-decoded where that can be, as UTF-8. */
export const messageIn = (value: string): string =>
  Buffer.from(
    value.replace(/%[0-9A-Fa-f]{2}/g, (encoded) =>
      String.fromCharCode(Number.parseInt(encoded.slice(1), 16)),
    ),
    "latin1",
  ).toString("utf8");

/**
 * What a value of a binary name carries: joined by commas in base64, or as it is behind a NUL, where both sides have said
 * that they take it so (gRPC's proposal G1, true binary metadata).
 */
export const binaryIn = (value: string): readonly Buffer[] =>
  value.startsWith("\0")
    ? [Buffer.from(value.slice(1), "latin1")]
    : value.split(",").map((one) => Buffer.from(one.trim(), "base64"));

/** Whether a receiver has to take the value of a binary name (PROTOCOL-HTTP2.md, Binary-Header); {@link binaryIn} takes others too. */
export const isBase64 = (value: string): boolean =>
  value.startsWith("\0") ||
  value.split(",").every((one) => /^[A-Za-z0-9+/]*={0,2}$/.test(one.trim()));

/** A message as its prefix has it; the last may be cut off. */
export type WireMessage = Readonly<{ compressed: boolean; bytes: Uint8Array }>;

const prefixLength = 5;

export const messagesIn = ({ data }: WireHalf): readonly WireMessage[] => {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const messages: WireMessage[] = [];
  for (let at = 0; at + prefixLength <= bytes.length; ) {
    const end = at + prefixLength + bytes.readUInt32BE(at + 1);
    messages.push({ compressed: bytes[at] === 1, bytes: bytes.subarray(at + prefixLength, end) });
    at = end;
  }
  return messages;
};

/** A grpc-timeout in milliseconds; null for what is none (PROTOCOL-HTTP2.md, Timeout). */
export const timeoutMs = (value: string): number | null => {
  const unit = { H: 3_600_000, M: 60_000, S: 1000, m: 1, u: 1e-3, n: 1e-6 }[value.at(-1) ?? ""];
  return unit !== undefined && /^\d{1,8}.$/.test(value) ? Number(value.slice(0, -1)) * unit : null;
};
