import { Malformed } from "./octet-reader.ts";

/** Attribute types of RFC 4514 section 3, by the octets of their object identifiers. */
const attributes: Readonly<Record<string, string>> = {
  "550403": "CN",
  "550406": "C",
  "550407": "L",
  "550408": "ST",
  "55040a": "O",
  "55040b": "OU",
};

type Element = Readonly<{ content: Uint8Array; next: number }>;

/** One element of DER with a length below 2^16 (X.690 section 8.1). @throws Malformed */
const element = (der: Uint8Array, at: number): Element => {
  const first = der[at + 1] ?? 0;
  const width = first < 0x80 ? 0 : first - 0x80;
  if (width > 2) throw new Malformed("a distinguished name that is too long");
  const length =
    width === 0
      ? first
      : der.subarray(at + 2, at + 2 + width).reduce((sum, octet) => sum * 256 + octet, 0);
  const start = at + 2 + width;
  if (start + length > der.length) throw new Malformed("a distinguished name that is cut off");
  return { content: der.subarray(start, start + length), next: start + length };
};

const elements = (der: Uint8Array): readonly Uint8Array[] => {
  const found: Uint8Array[] = [];
  for (let at = 0; at < der.length; ) {
    const { content, next } = element(der, at);
    found.push(content);
    at = next;
  }
  return found;
};

/** A DER name as text, last part first (RFC 4514): `CN=authority,O=example`. @throws Malformed */
export const distinguishedName = (der: Uint8Array): string =>
  elements(element(der, 0).content)
    .flatMap((set) => elements(set))
    .map((attribute) => {
      const [type, value] = elements(attribute);
      const oid = Buffer.from(type ?? []).toString("hex");
      return `${attributes[oid] ?? oid}=${Buffer.from(value ?? []).toString("utf8")}`;
    })
    .reverse()
    .join(",");
