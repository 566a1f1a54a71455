import type { Quote } from "../domain/cause.ts";
import type { WireFacts } from "../domain/wire-facts.ts";
import { firstBytes } from "./first-bytes.ts";
import { beginsWithFrame, bytesOf } from "./first-frame.ts";
import { handshakeFinished, type Symptoms, seenIn, wire } from "./rule.ts";

/**
 * A server's first bytes where SETTINGS of HTTP/2 are due. `frame`: a frame, which breaks RFC 9113; `echo`: the client's own
 * preface; `foreign`: none of it; `left-out`: nobody sees any more which of them.
 */
export type StrangeBeginning = Readonly<{
  of: "frame" | "echo" | "foreign" | "left-out";
  behindTls: boolean;
  quote: Quote;
}>;

/** @returns undefined where the server began as HTTP/2, said nothing, or was not spoken to in HTTP/2. */
export const strangeBeginning = ({
  evidence,
  endpoint,
}: Symptoms): StrangeBeginning | undefined => {
  const { connection } = seenIn(evidence);
  const seen = connection?.wire;
  if (!seen) return undefined;
  const within = seen.messages.find(({ from, name }) => from === "server" && name === "bytes");
  if (seen.server.protocol === "tls" && within && (seen.http2?.server.frames.length ?? 0) === 0) {
    // Records that could not be read are no bytes of an application.
    if (!seen.tls || !handshakeFinished(seen.tls)) return undefined;
    return {
      of: beginningOf(bytesOf(within.detail), seen),
      behindTls: true,
      quote: wire(`bytes of the server: ${within.detail}`),
    };
  }
  if (seen.server.protocol !== "other" || seen.client.protocol !== "http2") return undefined;
  // What answers HTTP/1.1 in its own words may answer a preface as HTTP/0.9, without a status line.
  if (endpoint?.inTheClear?.kind === "http1") return undefined;
  return {
    of: beginningOf(Buffer.from(seen.server.firstBytes, "hex"), seen),
    behindTls: false,
    quote: firstBytes(connection, "server", shown),
  };
};

/** Of the preface that a client alone sends (RFC 9113 section 3.4). */
const clientsBeginning = Buffer.from("PRI * HTTP/2.0");

const beginningOf = (bytes: Buffer, { payload }: WireFacts): StrangeBeginning["of"] => {
  if (payload === "left-out") return "left-out";
  if (bytes.subarray(0, clientsBeginning.length).equals(clientsBeginning)) return "echo";
  return beginsWithFrame(bytes) ? "frame" : "foreign";
};

/** Hexadecimal, with the text that it is, if it is text. */
const shown = (hex: string): string => {
  const text = Buffer.from(hex, "hex").toString("latin1");
  return /^[\x20-\x7e\r\n\t]+$/.test(text) ? `${hex} (${JSON.stringify(text)})` : hex;
};
