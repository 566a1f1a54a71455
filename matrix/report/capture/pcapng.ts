import type { Capture } from "../../domain/capture.ts";
import { endpointsOf } from "./endpoints.ts";
import { ipPacket } from "./ip-packet.ts";
import {
  decryptionSecrets,
  enhancedPacket,
  interfaceDescription,
  sectionHeader,
} from "./pcapng-blocks.ts";
import { segmentsOf } from "./segments.ts";

/**
 * A capture file (draft-ietf-opsawg-pcapng) that Wireshark opens and, where there are secrets, decrypts: they
 * stand in it before the packets. The bytes are the recorded ones, the headers of IP and TCP are made up.
 * What was left out, a comment on the whole file says. Packets are in order of time; the first one of a connection says in a comment which addresses are made up.
 */
export const pcapng = ({ connections, secrets, leftOut }: Capture): Uint8Array => {
  const ends = endpointsOf(connections);
  const packets = connections.flatMap((connection, at) => {
    const own = ends[at];
    if (!own) return [];
    return segmentsOf(connection, own, at).map((one, place) => ({
      ...one,
      comment: place === 0 ? own.comment : null,
    }));
  });
  return Buffer.concat([
    sectionHeader("handshake-matrix", leftOut ?? null),
    interfaceDescription("bytes as a relay recorded them; headers of IP and TCP are made up"),
    ...(secrets ? [decryptionSecrets(secrets)] : []),
    ...packets
      .sort((a, b) => a.at - b.at)
      .map(({ at, segment, comment }) => enhancedPacket(at, ipPacket(segment), comment)),
  ]);
};
