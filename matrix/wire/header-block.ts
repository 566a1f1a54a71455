import type { HeaderBlock } from "../domain/http2-facts.ts";
import type { HeaderField } from "./hpack-static-table.ts";
import { grpcStatusName } from "./http2-code-points.ts";
import { printableText } from "./printable-text.ts";

const text = (bytes: string): string => printableText(bytes);

/**
 * Decodes the escapes of grpc-message ("Responses" of gRPC's PROTOCOL-HTTP2.md); what is no escape stays.
 */
const percentDecoded = (bytes: string): string =>
  bytes.replace(/%([0-9a-fA-F]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );

/** What is kept of a field, by its name. */
const kept: ReadonlyMap<string, readonly [keyof HeaderBlock, (bytes: string) => string]> = new Map(
  Object.entries({
    ":method": ["method", text],
    ":path": ["path", text],
    ":authority": ["authority", text],
    ":status": ["status", text],
    "content-type": ["contentType", text],
    "grpc-status": ["grpcStatus", (bytes) => grpcStatusName(printableText(bytes))],
    "grpc-message": ["grpcMessage", (bytes) => printableText(percentDecoded(bytes))],
    server: ["server", text],
    via: ["via", text],
  } as const satisfies Record<string, readonly [keyof HeaderBlock, (bytes: string) => string]>),
);

/** Fields into which proxies are configured to write how their way to the server ended; the names are a user's. */
const stateName = /(?:response[-_]flags?|termination[-_]state)$/;

/** Of a name that is there twice, the first field counts. */
export const headerBlock = (stream: number, fields: Iterable<HeaderField>): HeaderBlock => {
  const block: { -readonly [Key in keyof HeaderBlock]: HeaderBlock[Key] } = {
    stream,
    method: null,
    path: null,
    authority: null,
    status: null,
    contentType: null,
    grpcStatus: null,
    grpcMessage: null,
    server: null,
    via: null,
  };
  for (const { name, value } of fields) {
    const [key, read] = kept.get(name) ?? [];
    if (key && key !== "stream" && read) block[key] ??= read(value);
    else if (stateName.test(name)) block.proxyState ??= text(`${name}: ${value}`);
  }
  return block;
};
