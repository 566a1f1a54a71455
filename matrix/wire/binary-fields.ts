import { type BinaryField, mostBinaryFields } from "../domain/grpc-facts.ts";
import type { HeaderField } from "./hpack-static-table.ts";
import { printableText } from "./printable-text.ts";

/** Base64 with its padding or without, which gRPC allows ("Requests", Binary-Header). */
const isBase64 = (text: string): boolean =>
  /^[\w+/-]*={0,2}$/.test(text) && text.replace(/=/g, "").length % 4 !== 1;

const formOf = (value: string): BinaryField["form"] => {
  const parts = value.split(",").map((part) => part.trim());
  if (!parts.every(isBase64)) return "malformed";
  return parts.length > 1 ? "joined" : "one";
};

/** The binary metadata of a header list, the first fields of it. */
export const binaryFields = (fields: readonly HeaderField[]): readonly BinaryField[] =>
  fields
    .filter(({ name }) => name.endsWith("-bin"))
    .slice(0, mostBinaryFields)
    .map(({ name, value }) => ({ name: printableText(name, 60), form: formOf(value) }));
