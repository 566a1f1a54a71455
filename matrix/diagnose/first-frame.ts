/** The longest frame before SETTINGS allow more (RFC 9113 section 4.2). */
const longestFrame = 16_384;

/** The highest type that RFC 9113 section 6 has: CONTINUATION. */
const lastType = 9;

/** Whether bytes begin as an HTTP/2 frame does, by its header (RFC 9113 section 4.1). */
export const beginsWithFrame = (bytes: Buffer): boolean => {
  if (bytes.length < 9 || bytes.subarray(0, 9).every((byte) => byte === 0)) return false;
  const [length, type, stream] = [
    bytes.readUIntBE(0, 3),
    bytes.readUInt8(3),
    bytes.readUInt32BE(5),
  ];
  return type <= lastType && length <= longestFrame && stream < 2 ** 31;
};

/** The bytes of a message's detail, of which those that are not printable ASCII are written "\x1b". */
export const bytesOf = (detail: string): Buffer =>
  Buffer.from(
    detail.replace(/\\x([\da-f]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    ),
    "latin1",
  );
