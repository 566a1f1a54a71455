import type { ConnectionEvidence } from "../domain/evidence.ts";
import { http2ErrorNames } from "../domain/http2-errors.ts";

/** A GOAWAY as far as its octets were kept: `code` is null where they end before it. */
export type Goaway = Readonly<{ code: string | null; debugData: string }>;

/** The longest frame before SETTINGS allow more (RFC 9113 section 4.2). */
const longestFrame = 16_384;

const names = [
  "DATA",
  "HEADERS",
  "PRIORITY",
  "RST_STREAM",
  "SETTINGS",
  "PUSH_PROMISE",
  "PING",
  "GOAWAY",
  "WINDOW_UPDATE",
  "CONTINUATION",
];

/** The frame that octets begin with, by its header (RFC 9113 sections 4.1 and 6); undefined where they begin with none. */
export const frameIn = (
  octets: Buffer,
): Readonly<{ name: string; payload: Buffer }> | undefined => {
  if (octets.length < 9 || octets.subarray(0, 9).every((octet) => octet === 0)) return undefined;
  const [length, stream] = [octets.readUIntBE(0, 3), octets.readUInt32BE(5)];
  const name = names[octets.readUInt8(3)];
  if (name === undefined || length > longestFrame || stream >= 2 ** 31) return undefined;
  // Section 6.8: on stream 0, of 8 octets at least.
  if (name === "GOAWAY" && (stream !== 0 || length < 8)) return undefined;
  return { name, payload: octets.subarray(9, 9 + length) };
};

/** The octets of a message's detail, whose other octets than printable ASCII are written "\x1b"; up to where it was cut. */
export const octetsOf = (detail: string): Buffer =>
  Buffer.from(
    detail
      .replace(/\\?x?[\da-f]?…$/, "")
      .replace(/\\x([\da-f]{2})/g, (_, hex: string) => String.fromCharCode(Number(`0x${hex}`))),
    "latin1",
  );

/** A GOAWAY that the server sent in place of its SETTINGS; undefined where it sent none. */
export const firstGoaway = ({ wire }: ConnectionEvidence): Goaway | undefined => {
  const { server, messages, tls } = wire;
  const within = messages.find(({ from, name }) => from === "server" && name === "octets");
  const octets =
    server.protocol === "other"
      ? Buffer.from(server.firstOctets, "hex")
      : tls && within
        ? octetsOf(within.detail)
        : Buffer.alloc(0);
  const frame = frameIn(octets);
  if (frame?.name !== "GOAWAY") return undefined;
  const { payload } = frame;
  const code = payload.length < 8 ? null : payload.readUInt32BE(4);
  return {
    code:
      code === null ? null : (http2ErrorNames[code] ?? `0x${code.toString(16).padStart(2, "0")}`),
    debugData: payload
      .subarray(8)
      .toString("latin1")
      .replace(/[^ -~]/g, "?"),
  };
};
