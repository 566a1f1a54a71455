/** Content types (RFC 8446 section 5.1). */
export const contentType = {
  changeCipherSpec: 20,
  alert: 21,
  handshake: 22,
  applicationData: 23,
} as const;

export type TlsRecord = Readonly<{
  type: number;
  /** The five octets before the fragment: the additional data of the encryption in TLS 1.3. */
  header: Uint8Array;
  fragment: Uint8Array;
}>;

/** The longest fragment of any version (RFC 5246 section 6.2.3): 2^14 + 2048. */
const longestFragment = 0x4800;

/**
 * Splits a stream into its records.
 *
 * @returns every whole record; `malformed` names what is no record, after which nothing is read. A
 *   record cut off at the end is no fault: the recording ended there.
 */
export const tlsRecords = (
  stream: Uint8Array,
): Readonly<{ records: readonly TlsRecord[]; malformed: string | null }> => {
  const records: TlsRecord[] = [];
  for (let at = 0; at + 5 <= stream.length; ) {
    const header = stream.subarray(at, at + 5);
    const [type = 0, major = 0, , high = 0, low = 0] = header;
    const length = high * 256 + low;
    if (type < contentType.changeCipherSpec || type > 24 || major !== 3) {
      return { records, malformed: `no TLS record at offset ${at}` };
    }
    if (length > longestFragment) {
      return { records, malformed: `a record of ${length} octets at offset ${at}` };
    }
    if (at + 5 + length > stream.length) break;
    records.push({ type, header, fragment: stream.subarray(at + 5, at + 5 + length) });
    at += 5 + length;
  }
  return { records, malformed: null };
};
