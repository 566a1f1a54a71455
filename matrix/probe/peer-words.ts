import { printableWords } from "../domain/printable-words.ts";
import { protocolFrom } from "../wire/stream-protocol.ts";

/** What bytes of a peer are, in a few printable words. */
export const byteWords = (bytes: Uint8Array): string => {
  switch (protocolFrom("server", bytes)) {
    case "nothing":
      return "nothing";
    case "tls":
      // RFC 8446 section 5.1: 21 is an alert.
      return bytes[0] === 21 ? "a TLS alert" : "a TLS record";
    case "http2":
      return "HTTP/2";
    case "http1":
      return firstLineOf(bytes);
    case "other":
      return isText(bytes)
        ? firstLineOf(bytes)
        : `bytes ${Buffer.from(bytes.subarray(0, 16)).toString("hex")}`;
  }
};

const isText = (bytes: Uint8Array): boolean =>
  bytes.subarray(0, 16).every((byte) => byte >= 0x20 || byte === 9 || byte === 10 || byte === 13);

/** Printable and short. */
export const firstLineOf = (bytes: Uint8Array): string =>
  printableWords(Buffer.from(bytes).toString("latin1").split(/\r?\n/)[0] ?? "", 80);

/** A header of an HTTP/1.1 answer; undefined where it has none of that name. */
export const headerOf = (answer: string, name: string): string | undefined => {
  const value = new RegExp(`^${name}:[ \\t]*(.*)$`, "im").exec(answer)?.[1];
  return value === undefined ? undefined : printableWords(value, 80);
};
