import type { HeaderField } from "./hpack-static-table.ts";
import { printableText } from "./printable-text.ts";

/** A positive number of at most eight digits, and its unit. */
const timeout = /^\d{1,8}[HMSmun]$/;

/** What a request's header list breaks of gRPC over HTTP/2, "Requests", a part of a sentence; null where it breaks nothing. */
export const requestBreach = (fields: readonly HeaderField[]): string | null => {
  const fieldNamed = (wanted: string) => fields.find(({ name }) => name === wanted)?.value;
  const shown = (value: string) => JSON.stringify(printableText(value, 60));
  const method = fieldNamed(":method");
  if (method === undefined) return null;
  if (method !== "POST") return `the method ${shown(method)}, where POST has to be`;
  const type = fieldNamed("content-type");
  if (type === undefined) return "no content-type";
  if (!type.startsWith("application/grpc")) return `content-type ${shown(type)}`;
  const given = fieldNamed("grpc-timeout");
  if (given !== undefined && !timeout.test(given)) {
    return `grpc-timeout ${shown(given)}, which is not one to eight digits and a unit`;
  }
  const te = fieldNamed("te");
  return te === "trailers" ? null : te === undefined ? "no te: trailers" : `te ${shown(te)}`;
};
