import { expect, test } from "vitest";
import { endpointArgument, isOpenToOthers } from "./endpoint-argument.ts";

test.for([
  { text: "127.0.0.1:7000", network: "tcp", address: "127.0.0.1:7000", reach: "own" },
  { text: "localhost:7000", network: "tcp", address: "localhost:7000", reach: "own" },
  { text: "[::1]:7000", network: "tcp", address: "[::1]:7000", reach: "own" },
  { text: "7000", network: "tcp", address: "127.0.0.1:7000", reach: "own" },
  { text: ":7000", network: "tcp", address: "127.0.0.1:7000", reach: "own" },
  { text: "0.0.0.0:7000", network: "tcp", address: "0.0.0.0:7000", reach: "others" },
  { text: "[::]:7000", network: "tcp", address: "[::]:7000", reach: "others" },
  { text: "10.0.0.1:0", network: "tcp", address: "10.0.0.1:0", reach: "others" },
  { text: "127.example.org:7", network: "tcp", address: "127.example.org:7", reach: "others" },
  { text: "unix:/tmp/x", network: "unix", address: "/tmp/x", reach: "own" },
] as const)("endpointArgument: $text", ({ text, network, address, reach }) => {
  const endpoint = endpointArgument("--listen", text);
  expect(endpoint).toEqual({ network, address });
  expect(isOpenToOthers(endpoint) ? "others" : "own").toBe(reach);
});

test.for(["", "host", "host:", "host:65536", "unix:", "::1:7000", "http://host:80"])(
  "endpointArgument: %s is none",
  (text) => {
    expect(() => endpointArgument("--to", text)).toThrow(
      `--to ${text} is no address; write host:port or unix:/path`,
    );
  },
);
