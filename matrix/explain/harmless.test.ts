/** What ends, and fails nothing, in logs in which all else goes well. */
import { describe, expect, test } from "vitest";
import { explain } from "./explain.ts";

const tells = (...lines: readonly string[]) =>
  explain([{ name: "-", text: `${lines.join("\n")}\n` }]).tells;

const served = "finished call code=OK method=/kv.KV/Get";
const cancelled = 'watch ended error="rpc error: code = Canceled desc = context canceled"';
const expired =
  "ERROR tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-21T10:00:00Z is after 2025-01-01T00:00:00Z";

describe("a call that its caller gave up", () => {
  test("is harmless where others are answered", () => {
    expect(tells(cancelled, served)).toBe("healthy");
    expect(tells(served, cancelled)).toBe("healthy");
  });

  test("is what failed where nothing else is said, or something else fails", () => {
    expect(tells(cancelled)).toBe("cause");
    expect(tells(cancelled, expired, served)).toBe("cause");
    expect(tells(cancelled, served, "ERROR the store is full")).toBe("cause");
  });
});

const finished = "ui: ==> Builds finished. The artifacts of successful builds are:";

describe("the end of a session", () => {
  test.for([
    "[ERR] yamux: Failed to write header: write unix @->/tmp/plugin77: broken pipe",
    "[ERR] yamux: Failed to read header: EOF: unexpected EOF",
    "[ERR] yamux: Failed to write header: write unix /tmp/p->@: use of closed network connection",
    "[ERR] yamux: keepalive failed: session shutdown",
    "stream ended: read tcp 10.0.0.1:1->10.0.0.2:2: use of closed network connection",
  ])("after the work was done is harmless: %s", (line) => {
    expect(tells(finished, line)).not.toMatch(/cause|failure/);
    expect(tells(line, finished)).toMatch(/cause|failure/);
  });

  test.for([
    "received SIGTERM",
    "caught SIGINT, bye",
    "got interrupt",
    "received signal from OS: terminated",
    "signal: interrupt",
    "signal: terminated",
    "signal received signal=terminated",
    "shutdown signal received",
    '{"level":"info","msg":"received signal; shutting down","signal":"terminated"}',
    "GracefulStop called, draining 3 streams",
    "graceful shutdown begins",
    "gracefully stopping",
    "gracefully shutting down",
  ])("after a process was told to stop is harmless: %s", (stop) => {
    const end = "transport is closing";
    expect(tells(stop, end, "shutdown complete")).toBe("healthy");
    expect(tells(stop, "read: broken pipe", "Shut down is complete")).toBe("healthy");
    expect(tells(end, stop, "shutdown complete")).not.toBe("healthy");
    expect(tells(stop, end)).not.toBe("healthy");
    expect(tells(stop, expired, "shutdown complete")).toBe("cause");
  });

  test("that is another's is not", () => {
    expect(tells(finished, "write tcp 10.0.0.1:1->10.0.0.2:2: broken pipe")).toBe("cause");
  });
});

describe("s_client", () => {
  const report = (cipher: string, verified: string, next = "---") =>
    tells(`New, TLSv1.3, Cipher is ${cipher}`, verified, next, "read:errno=0");

  test("whose user leaves after the handshake", () => {
    expect(report("TLS_AES_128_GCM_SHA256", "Verify return code: 0 (ok)")).toBe("healthy");
    expect(report("(NONE)", "Verify return code: 0 (ok)")).toBe("cause");
    expect(report("TLS_AES_128_GCM_SHA256", "---")).toBe("cause");
    expect(report("(NONE)", "Verify return code: 0 (ok)", "HTTP/1.1 200 OK")).toBe("healthy");
  });
});

test.for([
  '{"level":"warn","msg":"rejected connection on client endpoint","remote-addr":"10.0.0.2:48812","server-name":"","error":"EOF"}',
  '{"level":"warn","msg":"rejected connection","remote-addr":"10.0.0.2:48812","server-name":"","error":"EOF"}',
  'rejected connection from "10.0.0.2:48812" (error "EOF", ServerName "")',
])("a port of etcd's that is opened and closed: %s", (line) => {
  expect(explain([{ name: "-", text: line }]).diagnosis.causes[0]?.code).toBe(
    "port-opened-and-closed",
  );
  expect(tells(line, '{"level":"info","msg":"/health OK (status code 200)"}')).toBe("healthy");
});
