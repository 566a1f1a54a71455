/** Content types (RFC 8446 section 5.1, RFC 6520 section 3). */
export const contentType = {
  changeCipherSpec: 20,
  alert: 21,
  handshake: 22,
  applicationData: 23,
  heartbeat: 24,
} as const;

export type TlsRecord = Readonly<{
  type: number;
  /** The five bytes before the fragment: the additional data of the encryption in TLS 1.3. */
  header: Uint8Array;
  fragment: Uint8Array;
  /** Bytes of the stream up to and with the record's last one. */
  endsAt: number;
}>;

/** A stream's whole records; `malformed` names what is no record, after which nothing is read. */
export type TlsStream = Readonly<{ records: readonly TlsRecord[]; malformed: string | null }>;

const headerLength = 5;

/** The longest fragment of any version (RFC 5246 section 6.2.3): 2^14 + 2048. */
const longestFragment = 0x4800;

/** Whether a stream begins as a record does, as far as its bytes go; false for no bytes. */
export const beginsWithRecord = ([type, major]: Uint8Array): boolean =>
  type !== undefined && isContentType(type) && (major === undefined || major === 3);

/** A ClientHello as SSL 2.0 frames it, which stacks of the time of TLS 1.0 sent first (RFC 5246 appendix E.2). */
export const beginsWithSsl2Hello = ([high = 0, , type, major]: Uint8Array): boolean =>
  high >= 0x80 && type === 1 && (major === 0 || major === 3);

const isContentType = (type: number): boolean =>
  type >= contentType.changeCipherSpec && type <= contentType.heartbeat;

/** Splits a stream into its records. One that is cut off at the end is no fault: the recording ended there. */
export const tlsRecords = (stream: Uint8Array): TlsStream => {
  const records: TlsRecord[] = [];
  for (let at = 0; at + headerLength <= stream.length; ) {
    const fragmentAt = at + headerLength;
    const length = (stream[at + 3] ?? 0) * 256 + (stream[at + 4] ?? 0);
    if (at === 0 && beginsWithSsl2Hello(stream)) {
      return { records, malformed: "a ClientHello of SSL 2.0" };
    }
    if (!isContentType(stream[at] ?? 0) || stream[at + 1] !== 3) {
      return { records, malformed: `no TLS record at offset ${at}` };
    }
    if (length > longestFragment) {
      return { records, malformed: `a record of ${length} bytes at offset ${at}` };
    }
    if (fragmentAt + length > stream.length) break;
    records.push({
      type: stream[at] ?? 0,
      header: stream.subarray(at, fragmentAt),
      fragment: stream.subarray(fragmentAt, fragmentAt + length),
      endsAt: fragmentAt + length,
    });
    at = fragmentAt + length;
  }
  return { records, malformed: null };
};
