import type { ConnectionEvidence } from "../../domain/evidence.ts";
import type { WireFacts } from "../../domain/wire-facts.ts";
import { firstBytes } from "../first-bytes.ts";
import { beginsWithFrame, bytesOf } from "../first-frame.ts";
import { foreignProtocol } from "../foreign-protocol.ts";
import { handshakeFinished, type Rule, seenIn, wire } from "../rule.ts";

/** A side whose first bytes are of no protocol that belongs here. */
export const peerNotHttp2: Rule = {
  code: "peer-not-http2",
  diagnose: (symptoms) => {
    const { evidence, endpoint } = symptoms;
    if (foreignProtocol(symptoms)) return undefined;
    const { connection } = seenIn(evidence);
    const seen = connection?.wire;
    if (!seen) return undefined;
    if (seen.client.protocol === "other") {
      return {
        side: "client",
        decided: true,
        sentence: "The client's first bytes are neither TLS nor HTTP/2.",
        matched: [firstBytes(connection, "client")],
        remedy: "connect with a gRPC client",
      };
    }
    if (seen.client.protocol === "tls" && seen.tls && echoes(connection)) {
      return {
        side: "server",
        decided: true,
        sentence:
          "The server sends back what it is sent: it is an echo, or a relay that leads to itself.",
        matched: [firstBytes(connection, "client"), firstBytes(connection, "server")],
        remedy: dialAnother,
      };
    }
    const within = seen.messages.find(({ from, name }) => from === "server" && name === "bytes");
    if (seen.server.protocol === "tls" && within && (seen.http2?.server.frames.length ?? 0) === 0) {
      // Records that could not be read are no bytes of an application.
      if (!seen.tls || !handshakeFinished(seen.tls)) return undefined;
      const beginning = beginningOf(bytesOf(within.detail), seen);
      return {
        side: "server",
        decided: true,
        sentence: {
          frame: "The server's first bytes behind TLS are an HTTP/2 frame that breaks RFC 9113.",
          foreign: "The server sends something behind TLS that is not HTTP/2.",
          "left-out": "The server sends something behind TLS that is not HTTP/2.",
        }[beginning],
        matched: [wire(`bytes of the server: ${within.detail}`)],
        remedy: remedies[beginning],
      };
    }
    if (seen.server.protocol !== "other" || seen.client.protocol !== "http2") return undefined;
    // What answers HTTP/1.1 in its own words may answer a preface as HTTP/0.9, without a status line.
    if (endpoint?.inTheClear?.kind === "http1") return undefined;
    const beginning = beginningOf(Buffer.from(seen.server.firstBytes, "hex"), seen);
    return {
      side: "server",
      decided: true,
      sentence: {
        frame: "The server's first bytes are an HTTP/2 frame that breaks RFC 9113.",
        foreign: "The server's first bytes are not HTTP/2: something else listens on this address.",
        "left-out": "The server's first bytes are not HTTP/2.",
      }[beginning],
      matched: [firstBytes(connection, "server", shown)],
      remedy: remedies[beginning],
    };
  },
};

/** The first bytes of a ClientHello hold a random number, which no server repeats (RFC 8446 section 4.1.2). */
const echoes = ({ wire: { client, server }, bytes }: ConnectionEvidence): boolean =>
  bytes.server > 0 &&
  server.firstBytes.length >= fewestEchoed &&
  (client.firstBytes.startsWith(server.firstBytes) ||
    server.firstBytes.startsWith(client.firstBytes));

/** Digits of the record's and the message's header, and of some of the random number. */
const fewestEchoed = 2 * 16;

/** What bytes that are not HTTP/2 begin with; `left-out`: nobody sees any more which of the two. */
type Beginning = "frame" | "foreign" | "left-out";

const beginningOf = (bytes: Buffer, { payload }: WireFacts): Beginning => {
  if (payload === "left-out") return "left-out";
  return beginsWithFrame(bytes) ? "frame" : "foreign";
};

const updateLibrary =
  "update the server's HTTP/2 library: SETTINGS come first, of whole entries (sections 3.4, 6.5)";
const dialAnother = "dial the address that serves gRPC";

const remedies: Readonly<Record<Beginning, string>> = {
  frame: updateLibrary,
  foreign: dialAnother,
  "left-out": `${dialAnother}; where it is, ${updateLibrary}`,
};

/** Hexadecimal, with the text that it is, if it is text. */
const shown = (hex: string): string => {
  const text = Buffer.from(hex, "hex").toString("latin1");
  return /^[\x20-\x7e\r\n\t]+$/.test(text) ? `${hex} (${JSON.stringify(text)})` : hex;
};
