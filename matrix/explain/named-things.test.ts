import { expect, test } from "vitest";
import { mayBeOfOnePeer, nameOnePort, nameTheSame } from "./named-things.ts";

test.for<readonly [boolean, string, string]>([
  [true, "connected", "dial tcp 10.0.0.7:8443: refused"],
  [false, "connected to 10.0.0.8:8443", "dial tcp 10.0.0.7:8443: refused"],
  [true, "connected to 10.0.0.7:8443", "read tcp 10.0.0.2:44100->10.0.0.7:8443: reset"],
  [true, "connected to kv.example:8443", "dial tcp 10.0.0.7:8443: refused"],
  [true, "connected to kv:8443", "lookup kv on 10.0.0.1:53: no such host"],
  [true, "connected to KV:8443", "dialling kv:8443"],
  [true, "connected to 7.kv.svc:8443", "dialling 8.kv.svc:8443"],
  [true, "connected to 7.kv:8443", "dialling users:8443"],
  [true, "connected, release 1.10.0.0.8:8443", "dial tcp 10.0.0.7:8443: refused"],
  [false, "connected to 10.0.0.7:5432", "dial tcp 10.0.0.7:8443: refused"],
  [false, "connected to [::1]:5432", "dial tcp 10.0.0.7:8443: refused"],
  [false, "peer etcd-1:2380 became active", "health check of etcd-2:2380 failed"],
  [false, "connected to kv.one.example:443", "dialling kv.two.example:443"],
])("may be of one peer: %s, of %j and %j", ([same, a, b]) => {
  expect(mayBeOfOnePeer(a, b)).toBe(same);
  expect(mayBeOfOnePeer(b, a)).toBe(same);
});

test("one port is named by both", () => {
  expect(nameOnePort("connected to db-kv:8443", "dial tcp 10.0.0.7:8443: refused")).toBe(true);
  expect(nameOnePort("connected to db:5432", "dial tcp 10.0.0.7:8443: refused")).toBe(false);
  expect(nameOnePort("connected", "dial tcp 10.0.0.7:8443: refused")).toBe(false);
});

test.for<readonly [boolean, string, string]>([
  [true, "scan-history-workflow started", "error starting scan-history-workflow"],
  [true, "adding connection addr=10.0.1.9:9095", "dial tcp 10.0.1.9:9095: refused"],
  [true, "ready service=hook.svc:443", "Post https://hook.svc:443/v?t=1: refused"],
  [true, "Server be_kv/s1 is UP", "Server be_kv/s1 is DOWN"],
  [false, "Server be_web/w1 is UP", "Server be_kv/s1 is DOWN"],
  [
    true,
    "Activated 4 jobs for worker w of type t",
    "failed to activate jobs for worker w of type t",
  ],
  [false, "Activated 4 jobs for worker w", "failed to activate jobs for worker w"],
  [true, "healthy address:10.0.1.9:9095", "dial tcp 10.0.1.9:9095: refused"],
  [false, "healthy address:1.10.0.1.9:9095", "dial tcp 10.0.1.9:9095: refused"],
  [false, "2026-01-01 started", "2026-01-01 failed"],
  [false, "12:00:00.1 started", "12:00:00.1 failed"],
  [false, "com.example.Client started", "com.example.Client failed"],
  [false, "application/grpc finished", "application/grpc failed"],
  [false, "a/b started", "a/b failed"],
])("name the same: %s, %j and %j", ([same, a, b]) => {
  expect(nameTheSame(a, b)).toBe(same);
  expect(nameTheSame(b, a)).toBe(same);
});
