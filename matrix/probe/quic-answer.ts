import { createSocket } from "node:dgram";
import type { SpokenProtocol } from "../domain/probe-evidence.ts";
import { Eventual } from "../limits/eventual.ts";
import { addressOf, type Endpoint } from "../run/observe/tap.ts";

/** A server answers a version that nobody has, if the packet is as long as an Initial (RFC 9000 sections 6.1 and 14.1). */
const greetingBytes = 1200;

/** A long header with a reserved version and two connection IDs of eight bytes (RFC 8999 section 5.1). */
const header = Buffer.from(
  `c0 1a2a3a4a 08 ${"11".repeat(8)} 08 ${"22".repeat(8)}`.replaceAll(" ", ""),
  "hex",
);

/** HTTP/3, where a server of QUIC answers at the UDP port of that number; null where none does. */
export const quicAnswer = async (
  endpoint: Endpoint,
  limitMs: number,
): Promise<SpokenProtocol | null> => {
  const to = addressOf(endpoint);
  if (!("port" in to)) return null;
  const socket = createSocket(to.host.includes(":") ? "udp6" : "udp4");
  const answered = Eventual.when<Buffer | null>((settle) => {
    socket.on("error", () => settle(null));
    socket.on("message", settle);
    socket.on("connect", () => socket.send(Buffer.concat([header], greetingBytes)));
    socket.connect(to.port, to.host);
  });
  const packet = await answered.orAfter(limitMs, null);
  socket.close();
  return packet && isVersionNegotiation(packet)
    ? {
        name: "HTTP/3 alone (QUIC, over UDP)",
        source: "RFC 9000 section 17.2.1",
        saw: "a Version Negotiation packet at the UDP port, and nobody at the TCP port",
      }
    : null;
};

/** A long header with version 0 and our connection IDs the other way round. */
const isVersionNegotiation = (packet: Buffer): boolean =>
  packet.length > 23 && packet.readUInt8(0) >= 0x80 && packet.readUInt32BE(1) === 0;
