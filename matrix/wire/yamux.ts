import { ByteReader } from "./byte-reader.ts";

/**
 * What one side sent on each stream of a yamux session (https://github.com/hashicorp/yamux/blob/master/spec.md), by the
 * stream's number: odd ones were opened by the client of the session.
 *
 * @param bytes - from the first; a frame that is cut off at the end counts as far as it goes.
 * @returns undefined where they are not frames of yamux, or not a whole one.
 */
export const yamuxStreams = (bytes: Uint8Array): ReadonlyMap<number, Uint8Array> | undefined => {
  if (bytes.length < headerBytes) return undefined;
  const streams = new Map<number, Uint8Array[]>();
  const reader = new ByteReader(bytes);
  while (reader.left >= headerBytes) {
    const [version, type, flags] = [reader.uint(1), reader.uint(1), reader.uint(2)];
    const [stream, length] = [reader.uint(4), reader.uint(4)];
    if (version !== 0 || type > frameType.goAway || flags > everyFlag) return undefined;
    // Number 0 is the session's own.
    const isOfStream = type === frameType.data || type === frameType.windowUpdate;
    if (isOfStream !== stream > 0) return undefined;
    if (!isOfStream) continue;
    const data = type === frameType.data ? reader.take(Math.min(length, reader.left)) : nothing;
    streams.set(stream, [...(streams.get(stream) ?? []), data]);
  }
  return new Map([...streams].map(([stream, parts]) => [stream, Buffer.concat(parts)]));
};

const headerBytes = 12;

const frameType = { data: 0, windowUpdate: 1, goAway: 3 } as const;

/** SYN, ACK, FIN and RST. */
const everyFlag = 0xf;

const nothing = new Uint8Array();
