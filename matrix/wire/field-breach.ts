import type { HeaderField } from "./hpack-static-table.ts";
import { printableText } from "./printable-text.ts";

/** Fields of one connection, which HTTP/2 does not have (RFC 9113 section 8.2.2). */
const ofConnection: ReadonlySet<string> = new Set([
  "connection",
  "proxy-connection",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
]);

const pseudo: ReadonlySet<string> = new Set([
  ":method",
  ":scheme",
  ":authority",
  ":path",
  ":status",
]);

/** What a header list breaks of RFC 9113 section 8, a part of a sentence; null where it breaks nothing. */
export const fieldBreach = (
  fields: readonly HeaderField[],
  of: "headers" | "trailers",
): string | null => {
  let regular: string | null = null;
  for (const { name, value } of fields) {
    const shown = JSON.stringify(printableText(name, 60));
    if (/[A-Z]/.test(name)) return `the header name ${shown}, which has upper-case letters`;
    if (name.startsWith(":")) {
      if (of === "trailers") return `${shown} in the trailers`;
      if (!pseudo.has(name)) return `the pseudo-header ${shown}, which there is not`;
      if (regular !== null) return `${shown} after the header ${regular}`;
      continue;
    }
    regular = shown;
    if (name === "" || /[^!-9;-~]/.test(name)) return `the header name ${shown}`;
    if (/[\0\r\n]/.test(value)) return `a line break or NUL in the value of ${shown}`;
    if (ofConnection.has(name)) return `the header ${shown}, which HTTP/2 does not have`;
  }
  const begun = fields.some(({ name }) => name === ":status" || name === ":method");
  return of === "headers" && !begun ? "headers without :status" : null;
};
