import type { JsonFields } from "../contract/json-fields.ts";
import { patternBytes } from "../contract/pattern-bytes.ts";

/** The bytes of a value of the contract: {`base64`} or {`pattern`}. */
export function bytesOfValue(value: JsonFields): Buffer {
  if (value.has("base64")) return Buffer.from(value.string("base64"), "base64");
  const pattern = value.object("pattern");
  return patternBytes(pattern.number("size"), pattern.number("first"));
}
