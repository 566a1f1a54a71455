/** Length-prefixed messages of gRPC over HTTP/2, not compressed but where it is said. */

const prefixLength = 5;

export const framed = (message: Uint8Array): Buffer => {
  const prefix = Buffer.alloc(prefixLength);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
};

export type FramedMessage = Readonly<{ isCompressed: boolean; bytes: Buffer }>;

/** The whole messages at the beginning of a stream. */
export const framedIn = (bytes: Buffer): readonly FramedMessage[] => {
  const messages: FramedMessage[] = [];
  for (let at = 0; at + prefixLength <= bytes.length; ) {
    const end = at + prefixLength + bytes.readUInt32BE(at + 1);
    if (end > bytes.length) break;
    messages.push({ isCompressed: bytes[at] === 1, bytes: bytes.subarray(at + prefixLength, end) });
    at = end;
  }
  return messages;
};
