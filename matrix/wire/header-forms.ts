import { cleanLine } from "../domain/outside-text.ts";
import { knownPlatforms, knownPrograms } from "./known-programs.ts";

/** A host, or the path of a unix socket with its slashes escaped, and a port; nobody's name and password. */
const authority = /^(?:[\w.%-]{1,255}|\[[\da-fA-F:.]{2,45}\])(?::\d{1,5})?$/;

/** "1.27.1", "2.0-rc1"; more figures, or other words, may be anything. */
const version = /^v?\d{1,4}(?:\.\d{1,4}){0,3}(?:-(?:alpha|beta|dev|pre|rc)\.?\d{0,2})?$/;

/** What .NET says of itself behind its name. */
const dotnet =
  /^\.NET \d{1,2}(?:\.\d{1,3}){1,3}; CLR \d{1,2}(?:\.\d{1,3}){1,3}; net\d{1,2}\.\d; (?:linux|osx|windows); (?:arm64|x64|x86)$/;

const isProgram = (text: string): boolean => {
  const [name = "", ...versions] = text.split("/");
  return (
    knownPrograms.has(name.toLowerCase()) &&
    versions.length < 2 &&
    versions.every((one) => version.test(one))
  );
};

const isPlatform = (text: string): boolean =>
  dotnet.test(text) || text.split("; ").every((word) => knownPlatforms.has(word.toLowerCase()));

/** Names and versions of known programs, and behind them in brackets where these run. */
const isPrograms = (value: string): boolean => {
  const [, programs = "", platform] = /^([^()]{1,200}?)(?: \(([^()]{1,100})\))?$/.exec(value) ?? [];
  return programs.split(" ").every(isProgram) && (platform === undefined || isPlatform(platform));
};

/** Versions of HTTP and the programs that spoke them. */
const isVia = (value: string): boolean =>
  value
    .split(", ")
    .every((hop) => /^[12]\.[01] /.test(hop) && isPrograms(hop.slice("1.1 ".length)));

/** Media types of gRPC and its relatives, and of pages and errors of whoever answers in their stead. */
const mediaTypes: ReadonlySet<string> = new Set([
  "application/connect+json",
  "application/connect+proto",
  "application/grpc",
  "application/grpc+json",
  "application/grpc+proto",
  "application/grpc-web",
  "application/grpc-web+json",
  "application/grpc-web+proto",
  "application/grpc-web-text",
  "application/grpc-web-text+proto",
  "application/json",
  "application/octet-stream",
  "application/problem+json",
  "application/proto",
  "application/x-protobuf",
  "application/xml",
  "text/html",
  "text/plain",
  "text/xml",
]);

const isContentType = (value: string): boolean => {
  const [type = "", ...parameters] = value.toLowerCase().split(/; {0,3}/);
  return (
    mediaTypes.has(type) &&
    parameters.length < 2 &&
    parameters.every((one) => /^charset="?(?:iso-8859-1|us-ascii|utf-8|windows-1252)"?$/.test(one))
  );
};

const codings =
  /^(?:identity|gzip|deflate|snappy|zstd|br)(?:, {0,3}(?:identity|gzip|deflate|snappy|zstd|br))*$/;

/**
 * Header fields of gRPC over HTTP/2 (gRPC's PROTOCOL-HTTP2.md), and of whoever answers in its stead, each with the form
 * of the values that say something of the protocol. A value of another form, and any other field, is an application's.
 */
const forms: ReadonlyMap<string, RegExp | ((value: string) => boolean)> = new Map<
  string,
  RegExp | ((value: string) => boolean)
>([
  [":method", /^(?:GET|HEAD|POST|PUT|DELETE|OPTIONS|CONNECT|PATCH)$/],
  [":scheme", /^https?$/],
  // "/" service "/" method; what has more parts, or a query, is no call.
  [":path", /^\/[A-Za-z_][\w.]{0,200}\/[A-Za-z_]\w{0,100}$/],
  [":authority", authority],
  [":status", /^[1-5]\d\d$/],
  ["te", /^trailers$/],
  ["content-type", isContentType],
  ["content-length", /^\d{1,12}$/],
  ["grpc-timeout", /^\d{1,8}[HMSmun]$/],
  ["grpc-encoding", codings],
  ["grpc-accept-encoding", codings],
  ["grpc-status", /^\d{1,2}$/],
  ["accept-encoding", codings],
  ["user-agent", isPrograms],
  ["server", isPrograms],
  ["via", isVia],
  ["date", /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/],
]);

/** Whether a header field is the protocol's own, and its value has no form of a credential. */
export const isProtocolsOwn = (name: string, value: string): boolean => {
  const form = forms.get(name);
  if (form === undefined || cleanLine(value) !== value.trim()) return false;
  return form instanceof RegExp ? form.test(value) : form(value);
};
