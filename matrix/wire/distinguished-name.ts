import { hex, Malformed } from "./byte-reader.ts";
import { type DerElement, derElements, derTag, objectIdentifier } from "./der.ts";

/** Attribute types by the bytes of their object identifiers (RFC 4514 section 3, RFC 4519). */
const attributeTypes: ReadonlyMap<string, string> = new Map([
  ["550403", "CN"],
  ["550405", "serialNumber"],
  ["550406", "C"],
  ["550407", "L"],
  ["550408", "ST"],
  ["550409", "STREET"],
  ["55040a", "O"],
  ["55040b", "OU"],
  ["0992268993f22c640101", "UID"],
  ["0992268993f22c640119", "DC"],
  ["2a864886f70d010901", "emailAddress"],
]);

/** Types of strings by their DER tags (X.690 section 8.23). */
const encodings: ReadonlyMap<number, "utf8" | "latin1"> = new Map([
  [0x0c, "utf8"],
  [0x12, "latin1"],
  [0x13, "latin1"],
  [0x14, "latin1"],
  [0x16, "latin1"],
]);

/**
 * A DER name as the text of RFC 4514, the last part first: `CN=authority,O=example`. What has no text
 * there is written as its bytes: `#3003…`. So two names are equal in text if they are equal in DER.
 */
export const distinguishedName = (der: Uint8Array): string => {
  try {
    const [name, ...more] = derElements(der);
    if (name?.tag !== derTag.sequence || more.length > 0) return `#${hex(der)}`;
    return derElements(name.content).map(relativeName).reverse().join(",");
  } catch (error) {
    if (error instanceof Malformed) return `#${hex(der)}`;
    throw error;
  }
};

const relativeName = ({ content }: DerElement): string =>
  derElements(content)
    .map((attribute) => {
      const [type, value] = derElements(attribute.content);
      if (!type || !value) throw new Malformed("an attribute without a value");
      const known = attributeTypes.get(hex(type.content));
      return known === undefined
        ? `${objectIdentifier(type.content)}=#${hex(value.whole)}`
        : `${known}=${attributeValue(value)}`;
    })
    .join("+");

const attributeValue = ({ tag, content, whole }: DerElement): string => {
  const encoding = encodings.get(tag);
  if (!encoding) return `#${hex(whole)}`;
  return Buffer.from(content)
    .toString(encoding)
    .replace(/["+,;<>\\]|^[ #]| $/g, "\\$&")
    .replace(/\p{Cc}/gu, (control) => [...Buffer.from(control)].map(escapedByte).join(""));
};

const escapedByte = (byte: number): string => `\\${byte.toString(16).padStart(2, "0")}`;
