import { isAscii } from "node:buffer";

type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/**
 * The text that bytes are, as they come. UTF-16 is known by its byte order mark or by its zeros, UTF-8 by being
 * well-formed in the first bytes beyond ASCII; anything else is read as windows-1252. Never throws.
 */
export class ByteDecoder {
  #decoder: InstanceType<typeof TextDecoder> | undefined;

  push(bytes: Uint8Array): string {
    if (!this.#decoder) {
      const encoding = encodingOf(bytes);
      if (encoding === "ascii") return Buffer.from(bytes).toString("latin1");
      this.#decoder = new TextDecoder(encoding);
    }
    return this.#decoder.decode(bytes, { stream: true });
  }

  /** What was left of a character at the end. */
  end(): string {
    return this.#decoder?.decode() ?? "";
  }
}

/** The same of bytes that are all there. */
export const decodeBytes = (bytes: Uint8Array): string => {
  const decoder = new ByteDecoder();
  return decoder.push(bytes) + decoder.end();
};

const encodingOf = (bytes: Uint8Array): Encoding | "ascii" => {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const zeros = zerosIn(bytes.subarray(0, 4096));
  // ASCII as UTF-16 is half zeros, all on one side.
  if (zeros.odd > 8 * zeros.even + 8) return "utf-16le";
  if (zeros.even > 8 * zeros.odd + 8) return "utf-16be";
  if (isAscii(bytes)) return "ascii";
  return isUtf8(bytes) ? "utf-8" : "windows-1252";
};

const zerosIn = (bytes: Uint8Array): Readonly<{ even: number; odd: number }> => {
  let even = 0;
  let odd = 0;
  for (const [at, byte] of bytes.entries()) {
    if (byte !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  return { even, odd };
};

/** Stray bytes of a cut-off or mixed log are no reason to read all of it as windows-1252. */
const isUtf8 = (bytes: Uint8Array): boolean => {
  const text = new TextDecoder("utf-8").decode(bytes);
  let broken = 0;
  let beyondAscii = 0;
  for (const unit of text) {
    if (unit === "\uFFFD") broken += 1;
    else if (unit > "\x7f") beyondAscii += 1;
  }
  return broken <= beyondAscii;
};
