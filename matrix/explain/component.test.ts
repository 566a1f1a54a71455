import { expect, test } from "vitest";
import { componentOf, speakerOf } from "./component.ts";

test.for([
  ["[pod/kv-0/store] ready", "kv-0/store"],
  ["store-1  | ready", "store-1"],
  ["0|store  | ready", "store"],
  ["store-1  │ ready", "store-1"],
  ["Apr  1 09:00:01 node-1 store[12]: ready", "store"],
  ["Apr  1 09:00:01.250 node-1 store: ready", "store"],
  ["[store] 2026-04-01 09:00:01 ready", "store"],
  ["[kv/store-1]  [09:00:01] ready", "kv/store-1"],
] as const)("%s: by %s", ([line, speaker]) => {
  expect(speakerOf(line)).toBe(speaker);
});

test.for([
  ...["INFO", "WARN", "WARNING", "ERROR", "DEBUG", "TRACE", "FATAL", "NOTICE"].map(
    (level) => `[${level}] 2026-04-01 09:00:01 ready`,
  ),
  "[store] ready",
  "ready",
])("by nobody: %s", (line) => {
  expect(speakerOf(line)).toBe("");
});

test.for([
  ["poll: ok rows=120", "poll"],
  ["[sync]: done in 3s", "sync"],
  ["2026-05-20T01:00:03Z ERROR billing: rpc error: code = Unavailable", "billing"],
  ["kv.store/cache-2: full", "kv.store/cache-2"],
])("%s: of %s", ([line = "", component]) => {
  expect(componentOf(line)).toBe(component);
});

test.for([
  "nothing is said of whom",
  "x509: certificate signed by unknown authority",
  "tls: bad certificate",
  "SSL: certificate subject name 'b.test' does not match target host name 'a.test'",
  "http: TLS handshake error from 10.0.0.9:4123: EOF",
  "http2: client connection lost",
  "net/http: TLS handshake timeout",
  "net: DNS name does not exist",
  "dns: A record lookup error: lookup kv.example: no such host",
  "grpc: addrConn.createTransport failed to connect",
  "rpc: can't find service KV.Get",
  "transport: Error while dialing: dial tcp 10.0.0.7:443: connect: connection refused",
  "curl: (60) SSL certificate problem: certificate has expired",
  "connect: Connection refused",
  "read: Connection reset by peer",
  "write: Broken pipe",
  "dial: connection refused",
  "lookup: no such host",
  "Error: 14 UNAVAILABLE: No connection established",
  "Exception: no token",
  "io.grpc.StatusRuntimeException: UNAVAILABLE: io exception",
  "ssl.SSLCertVerificationError: certificate verify failed",
  "panic: dial tcp 10.0.0.7:443: connect: connection refused",
  "fatal: unable to access 'https://git.example/kv.git/'",
  "warning: certificate has expired",
  "info: Grpc.Net.Client.Internal.GrpcCall[6]",
  "warn: Grpc.Net.Client.Internal.GrpcCall[7]",
  "fail: Grpc.Net.Client.Internal.GrpcCall[6]",
  "crit: Microsoft.AspNetCore.Server.Kestrel[0]",
  "dbug: Grpc.Net.Client.Internal.GrpcCall[1]",
  "Info: connection refused",
  "Warn: connection refused",
  "Warning: connection refused",
  "Fatal: connection refused",
  "status: UNAVAILABLE",
  "details: connection refused",
])("of no component: %s", (line) => {
  expect(componentOf(line)).toBe("");
});
