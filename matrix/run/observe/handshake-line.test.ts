import { describe, expect, test } from "vitest";
import { parseHandshakeLine, redirected } from "./handshake-line.ts";

const der = Buffer.from(Array.from({ length: 40 }, (_, at) => at * 6));
const base64 = der.toString("base64").replace(/=+$/, "");
const tcp = { network: "tcp", address: "127.0.0.1:4099" } as const;

describe("a line of go-plugin's", () => {
  test.for([
    ["tcp", "1|1|tcp|127.0.0.1:4099|grpc", { endpoint: tcp, protocol: "grpc" }],
    [
      "unix",
      "1|1|unix|/tmp/plugin1|grpc",
      { endpoint: { network: "unix", address: "/tmp/plugin1" }, protocol: "grpc" },
    ],
    ["another app version", "1|7|tcp|127.0.0.1:4099|grpc", { endpoint: tcp, protocol: "grpc" }],
    ["an empty certificate", "1|1|tcp|127.0.0.1:4099|grpc|", { endpoint: tcp, protocol: "grpc" }],
    ["multiplexing", "1|1|tcp|127.0.0.1:4099|grpc||true", { endpoint: tcp, protocol: "grpc" }],
    [
      "line ends of any kind",
      "1|1|tcp|127.0.0.1:4099|grpc\r\n",
      { endpoint: tcp, protocol: "grpc" },
    ],
    [
      "no protocol, which is net/rpc",
      "1|1|tcp|127.0.0.1:4099",
      { endpoint: tcp, protocol: "netrpc" },
    ],
    [
      "a certificate of 50 characters, which go-plugin ignores",
      `1|1|tcp|127.0.0.1:4099|grpc|${base64.slice(0, 50)}`,
      { endpoint: tcp, protocol: "grpc" },
    ],
  ] as const)("%s", ([, line, parsed]) => {
    expect(parseHandshakeLine(line)).toEqual({ ...parsed, certificate: null });
  });

  test.for([
    ["without padding", base64],
    ["with padding", der.toString("base64")],
  ] as const)("certificate %s", ([, field]) => {
    const line = parseHandshakeLine(`1|1|tcp|127.0.0.1:4099|grpc|${field}|true`);
    expect(Buffer.from(line?.certificate ?? []).equals(der)).toBe(true);
  });

  test("one of 51 characters is read", () => {
    expect(
      parseHandshakeLine(`1|1|tcp|a:1|grpc|${base64.slice(0, 51)}`)?.certificate,
    ).not.toBeNull();
  });
});

test.for([
  "",
  "hello",
  "1|1|tcp",
  "1|1|tcp|",
  "1||tcp|127.0.0.1:4099|grpc",
  "1|1|tcp|127.0.0.1|grpc",
  "1|1|tcp|127.0.0.1:|grpc",
  "1|1|tcp|127.0.0.1:0|grpc",
  "1|1|tcp|127.0.0.1:70000|grpc",
  "2|1|tcp|127.0.0.1:4099|grpc",
  "1|1|udp|127.0.0.1:4099|grpc",
  "1|1|TCP|127.0.0.1:4099|grpc",
  "2026/11/21 07:00 1|1|tcp|127.0.0.1:4099|grpc",
  '{"listeners":[]}',
])("none of go-plugin's that can be dialled: %j", (line) => {
  expect(parseHandshakeLine(line)).toBeUndefined();
});

describe("redirected", () => {
  test.for([
    ["1|1|tcp|127.0.0.1:4099|grpc|", tcp, "1|1|tcp|127.0.0.1:4099|grpc|"],
    ["1|7|unix|/tmp/p|grpc|MIIB+/w|true", tcp, "1|7|tcp|127.0.0.1:4099|grpc|MIIB+/w|true"],
    [
      "1|1|tcp|127.0.0.1:1|grpc|",
      { network: "unix", address: "/run/t.sock" },
      "1|1|unix|/run/t.sock|grpc|",
    ],
    ["1|1|tcp|127.0.0.1:1|grpc| \r", tcp, "1|1|tcp|127.0.0.1:4099|grpc| \r"],
  ] as const)("%j", ([line, to, expected]) => {
    expect(redirected(line, to)).toBe(expected);
  });
});
