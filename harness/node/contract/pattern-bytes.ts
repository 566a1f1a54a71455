/** Byte i is (first + i) mod 256. */
export function patternBytes(size: number, first: number): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  for (let at = 0; at < size; at += 1) bytes[at] = (first + at) % 256;
  return bytes;
}
