import { expect, test } from "vitest";
import { Misuse } from "../domain/misuse.ts";
import { parseTarget, shownTarget } from "./target.ts";

test.for([
  ["localhost:50051", "localhost", 50051],
  ["api.example.test", "api.example.test", 443],
  ["10.0.0.1:7000", "10.0.0.1", 7000],
  ["[::1]:7000", "::1", 7000],
  ["::1", "::1", 443],
  ["dns:api.example.test:1", "api.example.test", 1],
  ["dns:///api.example.test:1", "api.example.test", 1],
  ["dns://8.8.8.8/api.example.test:1", "api.example.test", 1],
  ["dns:1", "dns", 1],
  ["dns://api.example.test:1", "api.example.test", 1],
  ["ipv4:10.0.0.1:2", "10.0.0.1", 2],
  ["ipv6:[::1]:2", "::1", 2],
  ["passthrough:///api.example.test:1", "api.example.test", 1],
  ["https://api.example.test/path?q", "api.example.test", 443],
  ["http://api.example.test", "api.example.test", 80],
  ["https://api.example.test:8443", "api.example.test", 8443],
] as const)("%s is %s at %i", ([text, host, port]) => {
  expect(parseTarget(text)).toEqual({ kind: "tcp", host, port });
});

test.for(["unix:/run/kv.sock", "unix:///run/kv.sock"])("%s is a socket", (text) => {
  expect(parseTarget(text)).toEqual({ kind: "unix", path: "/run/kv.sock" });
});

test.for([
  "",
  ":1",
  "a b:1",
  "host:0",
  "host:65536",
  "host:port",
  "user@host:1",
  "[::1",
  "https://",
])("%j is no target", (text) => {
  expect(() => parseTarget(text)).toThrow(Misuse);
});

test.for(["[::1]:7000", "localhost:50051", "unix:/run/kv.sock"])("%s is shown so", (text) => {
  expect(shownTarget(parseTarget(text))).toBe(text);
});
