import type { ConnectionEvidence } from "../domain/evidence.ts";

/** Whether the client's first octets are a CONNECT request (RFC 9110 section 9.3.6), as far as they are quoted. */
export const asksToConnect = ({ wire: { client } }: ConnectionEvidence): boolean =>
  client.protocol === "http1" &&
  Buffer.from(client.firstOctets, "hex").toString("latin1").startsWith("CONNE");
