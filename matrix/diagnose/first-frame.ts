/** The longest frame before SETTINGS allow more (RFC 9113 section 4.2). */
const longestFrame = 16_384;

/** The highest type that RFC 9113 section 6 has: CONTINUATION. */
const lastType = 9;

/** Whether octets begin as an HTTP/2 frame does, by its header (RFC 9113 section 4.1). */
export const beginsWithFrame = (octets: Buffer): boolean => {
  if (octets.length < 9 || octets.subarray(0, 9).every((octet) => octet === 0)) return false;
  const [length, type, stream] = [
    octets.readUIntBE(0, 3),
    octets.readUInt8(3),
    octets.readUInt32BE(5),
  ];
  return type <= lastType && length <= longestFrame && stream < 2 ** 31;
};

/** The octets of a message's detail, of which those that are not printable ASCII are written "\x1b". */
export const octetsOf = (detail: string): Buffer =>
  Buffer.from(
    detail.replace(/\\x([\da-f]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    ),
    "latin1",
  );
