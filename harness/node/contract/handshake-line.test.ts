import { expect, test } from "vitest";
import { formatHandshakeLine, parseHandshakeLine } from "./handshake-line.ts";

const certificate = Buffer.alloc(61, 0xfb);
const base64 = certificate.toString("base64").replace(/=+$/, "");
const tcp = { network: "tcp", address: "127.0.0.1:4099" };

test.for([
  {
    name: "in the clear",
    line: "1|1|tcp|127.0.0.1:4099|grpc|",
    read: { ...tcp, certificate: null },
  },
  { name: "five fields", line: "1|1|tcp|127.0.0.1:4099|grpc", read: { ...tcp, certificate: null } },
  {
    name: "a certificate",
    line: `1|1|tcp|127.0.0.1:4099|grpc|${base64}`,
    read: { ...tcp, certificate },
  },
  {
    name: "spaces around, multiplexing after",
    line: `  1|1|unix|/tmp/plugin|grpc|${base64}|true\r`,
    read: { network: "unix", address: "/tmp/plugin", certificate },
  },
  {
    name: "fifty characters are no certificate",
    line: `1|1|tcp|127.0.0.1:4099|grpc|${"A".repeat(50)}`,
    read: { ...tcp, certificate: null },
  },
])("a host reads: $name", ({ line, read }) => {
  expect(parseHandshakeLine(line, [1])).toEqual(read);
});

test.for([
  { line: "hello", error: "Unrecognized remote plugin message: hello" },
  { line: "", error: "Unrecognized remote plugin message: " },
  { line: "1|1|tcp", error: "Unrecognized remote plugin message: 1|1|tcp" },
  {
    line: "2|1|tcp|127.0.0.1:1|grpc|",
    error: "incompatible core API version with plugin. Plugin version: 2, Core version: 1",
  },
  {
    line: "x|1|tcp|127.0.0.1:1|grpc|",
    error: 'error parsing core protocol version: "x" is not a number',
  },
  {
    line: "1|9|tcp|127.0.0.1:1|grpc|",
    error: "incompatible API version with plugin. Plugin version: 9, Client versions: [1]",
  },
  { line: "1||tcp|127.0.0.1:1|grpc|", error: 'Error parsing protocol version: "" is not a number' },
  { line: "1|1|udp|127.0.0.1:1|grpc|", error: "unknown address type: 127.0.0.1:1" },
  {
    line: "1|1|tcp|127.0.0.1:1",
    error: 'unsupported plugin protocol "netrpc". Supported: [grpc]',
  },
  {
    line: `1|1|tcp|127.0.0.1:1|grpc|${certificate.toString("base64")}`,
    error: "error parsing server cert: illegal base64 data",
  },
  {
    line: `1|1|tcp|127.0.0.1:1|grpc|${base64.replaceAll("+", "-")}`,
    error: "error parsing server cert: illegal base64 data",
  },
])("a host refuses: $line", ({ line, error }) => {
  expect(() => parseHandshakeLine(line, [1])).toThrow(new Error(error));
});

test.for([
  {
    line: { network: "tcp", address: "127.0.0.1:1", certificate: null },
    text: "1|1|tcp|127.0.0.1:1|grpc|",
  },
  { line: { network: "unix", address: "/s", certificate }, text: `1|1|unix|/s|grpc|${base64}` },
] as const)("a plugin prints: $text", ({ line, text }) => {
  expect(formatHandshakeLine(line, 1)).toBe(text);
});

test("a host of another application takes that one's version alone", () => {
  const line = (version: number) => `1|${version}|tcp|127.0.0.1:1|grpc|`;
  expect(parseHandshakeLine(line(6), [6])).toMatchObject({ address: "127.0.0.1:1" });
  expect(() => parseHandshakeLine(line(1), [6])).toThrow(
    "incompatible API version with plugin. Plugin version: 1, Client versions: [6]",
  );
});
