import type { Fact } from "../../domain/fact.ts";

const requests: ReadonlySet<string> = new Set([
  "GET ",
  "POST",
  "PUT ",
  "HEAD",
  "OPTI",
  "CONN",
  "DELE",
  "PATC",
  "PRI ",
]);

/**
 * What four bytes state that a server took for a length: 369295616 is 16 03 01 00, the beginning of a ClientHello, and
 * 1195725856 is "GET ".
 *
 * @returns undefined where they are a length.
 */
export const factOfLength = (length: number): Fact | undefined => {
  if (length > 0xffffffff) return undefined;
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  if (bytes[0] === 0x16 && bytes[1] === 0x03)
    return { fact: "tls-record-received", record: "client-hello" };
  const text = bytes.toString("latin1");
  if (text === "HTTP") return { fact: "http1-answer", status: null };
  return requests.has(text) ? { fact: "http1-request" } : undefined;
};
