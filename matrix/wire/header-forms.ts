import { cleanLine } from "../domain/outside-text.ts";

/** A host, or the path of a unix socket with its slashes escaped, and a port; nobody's name and password. */
const authority = /^(?:[\w.%-]{1,255}|\[[\da-fA-F:.]{2,45}\])(?::\d{1,5})?$/;

/** Names and versions of programs. */
const programs = /^[\w.:/+,;() -]{1,120}$/;

const codings =
  /^(?:identity|gzip|deflate|snappy|zstd|br)(?:, {0,3}(?:identity|gzip|deflate|snappy|zstd|br))*$/;

/**
 * Header fields of gRPC over HTTP/2 (gRPC's PROTOCOL-HTTP2.md), and of whoever answers in its stead, each with the form
 * of the values that say something of the protocol. A value of another form, and any other field, is an application's.
 */
const forms: ReadonlyMap<string, RegExp> = new Map([
  [":method", /^(?:GET|HEAD|POST|PUT|DELETE|OPTIONS|CONNECT|PATCH)$/],
  [":scheme", /^https?$/],
  // "/" service "/" method; what has more parts, or a query, is no call.
  [":path", /^\/[A-Za-z_][\w.]{0,200}\/[A-Za-z_]\w{0,100}$/],
  [":authority", authority],
  [":status", /^[1-5]\d\d$/],
  ["te", /^trailers$/],
  [
    "content-type",
    /^(?:application|audio|font|image|multipart|text|video)\/[\w.+-]{1,60}(?:; {0,3}charset=[\w-]{1,20})?$/i,
  ],
  ["content-length", /^\d{1,12}$/],
  ["grpc-timeout", /^\d{1,8}[HMSmun]$/],
  ["grpc-encoding", codings],
  ["grpc-accept-encoding", codings],
  ["grpc-status", /^\d{1,2}$/],
  ["accept-encoding", codings],
  // A name alone may be anything.
  ["user-agent", /^[\w.-]{1,60}\/\d[\w.+-]{0,40}(?: [\w.:/+,;() -]{1,120})?$/],
  ["server", programs],
  ["via", programs],
  ["date", /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/],
]);

/** Whether a header field is the protocol's own, and its value has no form of a credential. */
export const isProtocolsOwn = (name: string, value: string): boolean =>
  (forms.get(name)?.test(value) ?? false) && cleanLine(value) === value.trim();
