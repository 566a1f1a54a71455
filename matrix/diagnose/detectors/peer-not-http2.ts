import type { ConnectionEvidence } from "../../domain/evidence.ts";
import { firstBytes } from "../first-bytes.ts";
import { foreignProtocol } from "../foreign-protocol.ts";
import { type Rule, seenIn } from "../rule.ts";
import { strangeBeginning } from "../strange-beginning.ts";

/** A side whose first bytes are of no protocol that belongs here. */
export const peerNotHttp2: Rule = {
  code: "peer-not-http2",
  diagnose: (symptoms) => {
    const { evidence } = symptoms;
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
        sentence: `${sendsBack}.`,
        matched: [firstBytes(connection, "client"), firstBytes(connection, "server")],
        remedy: dialAnother,
      };
    }
    const beginning = strangeBeginning(symptoms);
    if (beginning === undefined || beginning.of === "frame") return undefined;
    const { of, behindTls, quote } = beginning;
    if (of === "echo") {
      return {
        side: "server",
        decided: true,
        sentence: `${sendsBack}${behindTls ? ", behind TLS" : ""}.`,
        matched: [quote],
        remedy: dialAnother,
      };
    }
    const isOther = of === "foreign" && !behindTls;
    return {
      side: "server",
      decided: true,
      sentence: behindTls
        ? "The server sends something behind TLS that is not HTTP/2."
        : `The server's first bytes are not HTTP/2${isOther ? ": something else listens on this address" : ""}.`,
      matched: [quote],
      remedy:
        of === "foreign"
          ? dialAnother
          : `${dialAnother}; where it is, update the server's HTTP/2 library`,
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

const sendsBack =
  "The server sends back what it is sent: it is an echo, or a relay that leads to itself";

const dialAnother = "dial the address that serves gRPC";
