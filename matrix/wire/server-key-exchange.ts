import { ByteReader } from "./byte-reader.ts";
import { namedGroups, nameOf, signatureSchemes } from "./code-points.ts";

export type ServerKeyExchange = Readonly<{
  /** null for Diffie-Hellman over parameters of the server's own. */
  group: string | null;
  signatureScheme: string;
}>;

const namedCurve = 3;

/**
 * The parameters of TLS 1.2 with (EC)DHE and a signature (RFC 5246 section 7.4.3, RFC 8422 section 5.4).
 *
 * @param cipherSuite - the name that was selected; the message does not say how it is laid out.
 * @returns null for a layout that is not known.
 * @throws Malformed
 */
export const readServerKeyExchange = (
  body: Uint8Array,
  cipherSuite: string,
): ServerKeyExchange | null => {
  const reader = new ByteReader(body);
  let group: string | null = null;
  if (cipherSuite.startsWith("TLS_ECDHE_")) {
    if (reader.uint(1) !== namedCurve) return null;
    group = nameOf(namedGroups, reader.uint(2));
    reader.vector(1);
  } else if (cipherSuite.startsWith("TLS_DHE_")) {
    for (let parameter = 0; parameter < 3; parameter++) reader.vector(2);
  } else {
    return null;
  }
  return { group, signatureScheme: nameOf(signatureSchemes, reader.uint(2)) };
};
