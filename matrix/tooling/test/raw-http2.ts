/** Frames of HTTP/2 made by hand: what no library sends. */
import type { Duplex } from "node:stream";

const bytesOf = (payload: string | Buffer): Buffer =>
  typeof payload === "string" ? Buffer.from(payload.replaceAll(" ", ""), "hex") : payload;

/** RFC 9113 section 4.1; stream 0, which {@link onStream} changes. */
const frame = (type: number, flags: number, payload: Buffer): Buffer => {
  const header = Buffer.alloc(9);
  header.writeUIntBE(payload.length, 0, 3);
  header.set([type, flags], 3);
  return Buffer.concat([header, payload]);
};

/** @param ends - whether END_STREAM is set. @param payload - hexadecimal, or bytes. */
export const data = (payload: string | Buffer, ends?: "end"): Buffer =>
  frame(0, ends ? 1 : 0, bytesOf(payload));

/** With two bytes of padding (RFC 9113 section 6.1). @param payload - hexadecimal. */
export const paddedData = (payload: string): Buffer =>
  frame(0, 8, Buffer.concat([Uint8Array.of(2), bytesOf(payload), Buffer.alloc(2)]));

/** One block with END_HEADERS, of fields that enter no table (RFC 7541 section 6.2.2). */
export const headers = (fields: Readonly<Record<string, string>>, ends?: "end"): Buffer =>
  frame(1, ends ? 5 : 4, Buffer.concat(Object.entries(fields).map(literal)));

const literal = ([name, value]: readonly [string, string]): Buffer =>
  Buffer.concat([Uint8Array.of(0), text(name), text(value)]);

/** Length and bytes (RFC 7541 section 5.2). */
const text = (shown: string): Buffer => {
  const length = shown.length < 127 ? [shown.length] : longer(shown.length - 127);
  return Buffer.concat([Uint8Array.from(length), Buffer.from(shown, "latin1")]);
};

const longer = (rest: number) => (rest < 128 ? [127, rest] : [127, (rest & 127) | 128, rest >> 7]);

/** @param entries - identifier and value of each setting (RFC 9113 section 6.5.1). */
export const settings = (...entries: readonly (readonly [number, number])[]): Buffer =>
  frame(
    4,
    0,
    Buffer.concat(
      entries.map(([id, value]) => {
        const entry = Buffer.alloc(6);
        entry.writeUInt16BE(id);
        entry.writeUInt32BE(value, 2);
        return entry;
      }),
    ),
  );

const settingsAck = frame(4, 1, Buffer.alloc(0));

const onStream = (frames: readonly Buffer[], stream: number): Buffer => {
  const bytes = Buffer.concat(frames);
  for (let at = 0; at < bytes.length; at += 9 + bytes.readUIntBE(at, 3)) {
    bytes.writeUInt32BE(stream, at + 5);
  }
  return bytes;
};

/** A client's preface before its first frame (RFC 9113 section 3.4). */
const prefaceBytes = 24;

/** Answers each call with the same frames, whatever it asks. @param first - the server's SETTINGS. */
export const answering =
  (frames: readonly Buffer[], first: Buffer = settings()) =>
  (socket: Duplex): void => {
    let received = Buffer.alloc(0);
    let at = prefaceBytes;
    socket.on("error", () => {});
    socket.on("data", (bytes: Buffer) => {
      const begins = received.length === 0;
      received = Buffer.concat([received, bytes]);
      if (begins && received.toString("latin1", 0, 3) !== "PRI") return void socket.end();
      if (begins) socket.write(first);
      for (; at + 9 <= received.length; at += 9 + received.readUIntBE(at, 3)) {
        const [type, flags] = [received.readUInt8(at + 3), received.readUInt8(at + 4)];
        if (type === 4 && flags === 0) socket.write(settingsAck);
        if (type === 1) socket.write(onStream(frames, received.readUInt32BE(at + 5)));
      }
    });
  };
