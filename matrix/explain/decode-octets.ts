import { isAscii } from "node:buffer";

type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/**
 * The text that octets are, as they come. UTF-16 is known by its byte order mark or by its zeros, UTF-8 by being
 * well-formed in the first octets beyond ASCII; anything else is read as windows-1252. Never throws.
 */
export class OctetDecoder {
  #decoder: InstanceType<typeof TextDecoder> | undefined;

  push(octets: Uint8Array): string {
    if (!this.#decoder) {
      const encoding = encodingOf(octets);
      if (encoding === "ascii") return Buffer.from(octets).toString("latin1");
      this.#decoder = new TextDecoder(encoding);
    }
    return this.#decoder.decode(octets, { stream: true });
  }

  /** What was left of a character at the end. */
  end(): string {
    return this.#decoder?.decode() ?? "";
  }
}

/** The same of octets that are all there. */
export const decodeOctets = (octets: Uint8Array): string => {
  const decoder = new OctetDecoder();
  return decoder.push(octets) + decoder.end();
};

const encodingOf = (octets: Uint8Array): Encoding | "ascii" => {
  const [first, second] = octets;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const zeros = zerosIn(octets.subarray(0, 4096));
  // ASCII as UTF-16 is half zeros, all on one side.
  if (zeros.odd > 8 * zeros.even + 8) return "utf-16le";
  if (zeros.even > 8 * zeros.odd + 8) return "utf-16be";
  if (isAscii(octets)) return "ascii";
  return isUtf8(octets) ? "utf-8" : "windows-1252";
};

const zerosIn = (octets: Uint8Array): Readonly<{ even: number; odd: number }> => {
  let even = 0;
  let odd = 0;
  for (const [at, octet] of octets.entries()) {
    if (octet !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  return { even, odd };
};

/** Stray octets of a cut-off or mixed log are no reason to read all of it as windows-1252. */
const isUtf8 = (octets: Uint8Array): boolean => {
  const text = new TextDecoder("utf-8").decode(octets);
  let broken = 0;
  let beyondAscii = 0;
  for (const unit of text) {
    if (unit === "\uFFFD") broken += 1;
    else if (unit > "\x7f") beyondAscii += 1;
  }
  return broken <= beyondAscii;
};
