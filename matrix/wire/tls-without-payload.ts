import { tlsContents } from "./tls-content.ts";
import { tlsRecords } from "./tls-records.ts";

const recordHeaderBytes = 5;

/**
 * The bytes of a side of TLS with the headers of its records. What is TLS's own in the clear stays; what is protected
 * stays in TLS 1.3, in which nobody can tell an application's records from the handshake's, and must not be given with
 * its secrets. All else is zeros, and everything from the first bytes on that are not of TLS.
 *
 * @param version - what the server chose; null where it did not.
 */
export const tlsWithoutPayload = (bytes: Uint8Array, version: string | null): Uint8Array => {
  const copy = new Uint8Array(bytes);
  const { records, malformed } = tlsRecords(copy);
  let ownUntil = 0;
  for (const [at, content] of tlsContents(records, version).entries()) {
    const record = records[at];
    if (!record || content === "foreign") break;
    const stays = content === "clear" || (content === "protected" && version === "1.3");
    if (!stays) record.fragment.fill(0);
    ownUntil = record.endsAt;
  }
  const isCutOff = malformed === null && ownUntil === (records.at(-1)?.endsAt ?? 0);
  copy.subarray(ownUntil + (isCutOff ? recordHeaderBytes : 0)).fill(0);
  return copy;
};
