import { protocolOf } from "../wire/stream-protocol.ts";

/** What octets of a peer are, in a few printable words. */
export const octetWords = (octets: Uint8Array): string => {
  switch (protocolOf(octets)) {
    case "nothing":
      return "nothing";
    case "tls":
      // RFC 8446 section 5.1: 21 is an alert.
      return octets[0] === 21 ? "a TLS alert" : "a TLS record";
    case "http2":
      return "HTTP/2";
    case "http1":
      return firstLineOf(octets);
    case "other":
      return isText(octets)
        ? firstLineOf(octets)
        : `octets ${Buffer.from(octets.subarray(0, 16)).toString("hex")}`;
  }
};

const isText = (octets: Uint8Array): boolean =>
  octets
    .subarray(0, 16)
    .every((octet) => octet >= 0x20 || octet === 9 || octet === 10 || octet === 13);

/** Printable and short. */
export const firstLineOf = (octets: Uint8Array): string =>
  (Buffer.from(octets).toString("latin1").split(/\r?\n/)[0] ?? "")
    .replace(/[^ -~]/g, "?")
    .slice(0, 80);

/** A header of an HTTP/1.1 answer; undefined where it has none of that name. */
export const headerOf = (answer: string, name: string): string | undefined =>
  new RegExp(`^${name}:[ \\t]*(.*)$`, "im")
    .exec(answer)?.[1]
    ?.replace(/[^ -~]/g, "")
    .slice(0, 80);
