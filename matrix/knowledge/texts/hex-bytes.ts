import type { Fact } from "../../domain/fact.ts";

/** What bytes are, that stand as hexadecimal where a protocol's first bytes were expected. */
export type FirstBytes =
  | "client-hello"
  | "handshake"
  | "alert"
  | "http1-answer"
  | "http1-request"
  | "http2-preface"
  | "http2-settings"
  | "ssh"
  | "foreign-greeting"
  | "unknown";

const ascii = (hex: string): string =>
  Buffer.from(hex.slice(0, 2 * Math.floor(hex.length / 2)), "hex").toString("latin1");

/** Of servers that speak other protocols (knowledge/protocols.ts), as far as the first five bytes tell. */
const greeting = /^(?:-ERR |\+OK[ \r]|220[ -]|\* OK|RFB 0|AMQP)/;

/** RFC 8446 section 5.1 (types 20 to 23, version 03 0x), RFC 9113 sections 3.4 and 4.1, RFC 4253 section 4.2. */
export const firstBytesOf = (hex: string): FirstBytes => {
  const bytes = hex.toLowerCase();
  if (/^1603[0-4]/.test(bytes))
    return /^1603[0-4][\da-f]{5}01/.test(bytes) || bytes.length < 12 ? "client-hello" : "handshake";
  if (/^1503[0-4]/.test(bytes)) return "alert";
  const text = ascii(bytes);
  if (/^HTTP?/.test(text) && "HTTP/".startsWith(text.slice(0, 5))) return "http1-answer";
  if (text.startsWith("PRI")) return "http2-preface";
  if (/^(?:GET |POST|PUT |HEAD|OPTI|CONN|DELE|PATC)/.test(text)) return "http1-request";
  if (text.startsWith("SSH-")) return "ssh";
  if (greeting.test(text)) return "foreign-greeting";
  return /^0000[\da-f]{2}04/.test(bytes) ? "http2-settings" : "unknown";
};

/** Bytes that came where HTTP/2 was expected. */
export const insteadOfHttp2 = (hex: string): Fact => {
  switch (firstBytesOf(hex)) {
    case "client-hello":
    case "handshake":
      return { fact: "tls-record-received", record: "client-hello" };
    case "alert":
      return { fact: "tls-record-received", record: "alert" };
    case "http1-answer":
      return { fact: "http1-answer", status: null };
    case "http1-request":
      return { fact: "http1-request" };
    case "http2-preface":
    case "http2-settings":
    case "unknown":
      return { fact: "not-http2" };
    case "ssh":
    case "foreign-greeting":
      return { fact: "foreign-greeting" };
  }
};

/** Bytes that came where a TLS record was expected. */
export const insteadOfTls = (hex: string): Fact => {
  switch (firstBytesOf(hex)) {
    case "http1-answer":
    case "http1-request":
      return { fact: "first-record-not-tls", got: "http" };
    case "http2-preface":
    case "http2-settings":
      return { fact: "first-record-not-tls", got: "http2" };
    case "client-hello":
    case "handshake":
    case "alert":
    case "ssh":
    case "foreign-greeting":
    case "unknown":
      return { fact: "first-record-not-tls", got: "unsaid" };
  }
};
