import { expect, test } from "vitest";
import { isProtocolsOwn } from "./header-forms.ts";

test.for([
  [":method", ["POST", "GET"], ["s3cret", "PROPFIND"]],
  [":scheme", ["http", "https"], ["s3cret"]],
  [
    ":path",
    ["/proto.KV/Get", "/grpc.health.v1.Health/Check"],
    ["/s3cret", "/a/b/c", "/p.S/M?s3cret"],
  ],
  [
    ":authority",
    ["localhost:50051", "[::1]:1", "127.0.0.1", "%2Ftmp%2Fplugin.sock", "unused"],
    ["user:s3cret@host", "host/s3cret"],
  ],
  [":status", ["200", "503"], ["s3cret", "2000"]],
  ["te", ["trailers"], ["s3cret"]],
  [
    "content-type",
    [
      "application/grpc",
      "application/grpc+proto",
      "application/grpc-web+proto",
      "text/html; charset=utf-8",
      "text/html;charset=UTF-8",
    ],
    [
      "s3cret",
      "text/s3cret",
      "application/grpc+s3cret",
      "text/html; s3cret",
      "text/plain; charset=s3cret",
      "text/plain; charset=utf-8; s3cret",
      "application/grpc s3cret",
    ],
  ],
  ["content-length", ["0", "65536"], ["s3cret"]],
  ["grpc-timeout", ["5S", "99999999n"], ["s3cret", "5"]],
  ["grpc-encoding", ["identity", "gzip"], ["s3cret"]],
  ["grpc-accept-encoding", ["identity,deflate, gzip"], ["gzip,s3cret"]],
  ["grpc-status", ["0", "16"], ["s3cret"]],
  [
    "user-agent",
    [
      "grpc-go/1.64.0",
      "grpc-go/1.65.0-dev",
      "grpc-node-js/1.10.1",
      "grpc-python/1.62.0 grpc-c/39.0.0 (linux; chttp2)",
      "grpc-dotnet/2.60.0 (.NET 8.0.1; CLR 8.0.1; net8.0; linux; x64)",
      "tonic/0.11.0",
    ],
    [
      "s3cret",
      "s3cret/x",
      "s3cret/1.0",
      "a/1\u001bb",
      "grpc-go/s3cret",
      "grpc-go/1.0-s3cret",
      "grpc-go/1.0/s3cret",
      "grpc-go/1.0 (token s3cret)",
      "grpc-go/1.0 (linux; s3cret)",
      "grpc-go/1.0 s3cret sent",
      "s3cret/1.0 grpc-go/1.0",
      "grpc-go/1234567890",
    ],
  ],
  [
    "server",
    ["envoy", "nginx/1.27.1", "nginx/1.18.0 (Ubuntu)", "Caddy", "Microsoft-IIS/10.0"],
    ['s3cret="x"', "s3cret", "x s3cret", "nginx/s3cret", "nginx (s3cret)"],
  ],
  ["via", ["1.1 google", "2.0 Caddy, 1.1 varnish"], ["s3cret", "1.1 s3cret", "1.1 google, s3cret"]],
  ["date", ["Sat, 28 Nov 2026 21:13:00 GMT"], ["s3cret"]],
  ["grpc-message", [], ["", "s3cret"]],
  ["grpc-status-details-bin", [], ["czNjcmV0"]],
  ["x-tenant", [], ["1"]],
] as const)("%s", ([name, own, others]) => {
  expect(own.filter((value) => !isProtocolsOwn(name, value))).toEqual([]);
  expect(others.filter((value) => isProtocolsOwn(name, value))).toEqual([]);
});

test("a credential in a field of the protocol is not the protocol's", () => {
  expect(isProtocolsOwn("user-agent", "token=abcdefgh12345678")).toBe(false);
  expect(isProtocolsOwn("server", "Bearer abcdefghijklmnopqrstuvwxyz0123456789")).toBe(false);
});
