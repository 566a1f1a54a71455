import { ascii } from "./byte-reader.ts";
import { type Http2Reading, http2Preface, readHttp2 } from "./http2-reading.ts";
import type { MessageList } from "./message-list.ts";
import type { Side } from "./opener.ts";
import { printableText } from "./printable-text.ts";
import { type Quoted, quotedText } from "./quoted.ts";
import { protocolFrom } from "./stream-protocol.ts";

/** Bytes that a side's application sent, and how long the side's stream was with the record that held them. */
export type Piece = Readonly<{ bytes: Uint8Array; endsAt: number }>;

/** How much of a line and of unknown bytes is quoted. */
const quotedBytes = 60;

/** Where the end of a request line or status line is looked for; servers refuse longer ones. */
const longestLine = 8192;

/**
 * Reads what the application sent, however it was split over records, and lists its messages.
 *
 * @param seen - "clear": the one piece is the stream itself, and a message ends where it ends; "decrypted": it ends
 *   with the record that completed it.
 * @returns null for what is not HTTP/2.
 */
export const readApplication = (
  from: Side,
  pieces: readonly Piece[],
  seen: "clear" | "decrypted",
  messages: MessageList,
  quoted: Quoted = quotedText,
): Http2Reading | null => {
  const bytes = joined(pieces);
  const endsAt = seen === "clear" ? (offset: number) => offset : recordEnds(pieces);
  const add = (offset: number, name: string, detail: string) =>
    messages.add(endsAt(offset), name, detail, seen);
  const protocol = protocolFrom(from, bytes);
  if (protocol === "http1") {
    // No line of HTTP has a NUL (RFC 9110 section 5.5).
    const [line = ""] = /^[^\r\n\0]*(\r?\n)?/.exec(ascii(bytes.subarray(0, longestLine))) ?? [];
    add(line.length, "HTTP/1", printableText(line.trimEnd(), quotedBytes));
    return null;
  }
  const http2 = protocol === "http2" ? readHttp2(bytes, from, add, quoted) : null;
  if (http2 && !isPartOfPreface(bytes)) return http2;
  for (const piece of pieces) {
    if (messages.isFull) break;
    messages.add(piece.endsAt, "bytes", quoted(piece.bytes, quotedBytes), seen);
  }
  return http2;
};

const isPartOfPreface = (bytes: Uint8Array): boolean =>
  bytes.length < http2Preface.length && http2Preface.startsWith(ascii(bytes));

const joined = (pieces: readonly Piece[]): Uint8Array => {
  const [first] = pieces;
  return first && pieces.length === 1
    ? first.bytes
    : Buffer.concat(pieces.map(({ bytes }) => bytes));
};

/** From an offset in the joined pieces to the end of the record that holds it; to be asked in rising order. */
export const recordEnds = (pieces: readonly Piece[]): ((offset: number) => number) => {
  let at = 0;
  let joinedLength = pieces[0]?.bytes.length ?? 0;
  return (offset) => {
    while (joinedLength < offset && at + 1 < pieces.length) {
      at++;
      joinedLength += pieces[at]?.bytes.length ?? 0;
    }
    return pieces[at]?.endsAt ?? 0;
  };
};
