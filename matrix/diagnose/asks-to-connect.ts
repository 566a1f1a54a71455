import type { ConnectionEvidence } from "../domain/evidence.ts";

/** Whether the client's first bytes are a CONNECT request (RFC 9110 section 9.3.6), as far as they are quoted. */
export const asksToConnect = ({ wire: { client } }: ConnectionEvidence): boolean =>
  client.protocol === "http1" &&
  Buffer.from(client.firstBytes, "hex").toString("latin1").startsWith("CONNE");
