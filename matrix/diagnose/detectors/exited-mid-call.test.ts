import { describe, expect, test } from "vitest";
import type { CellEvidence, ProcessEvidence } from "../../domain/evidence.ts";
import type { Phase } from "../../domain/phase.ts";
import {
  call,
  connection,
  exited,
  failedReport,
  finishedTls,
  processEvidence,
  report,
  stepReport,
  tlsConnection,
} from "../../tooling/test/evidence.ts";
import { headerBlock, http2Facts, http2Side } from "../../tooling/test/http2.ts";
import { found, gist, judgedStep, symptoms } from "../../tooling/test/symptoms.ts";

const leaving = { code: "NO_ERROR", lastStream: 1, debugData: "" };

const withServer = (
  phase: Phase,
  server: Partial<ProcessEvidence>,
  more: Partial<CellEvidence> = {},
) => symptoms(phase, { server: processEvidence(server), ...more }, { mode: "none" });

describe("exited-mid-call", () => {
  const code = "exited-mid-call";
  const lost = failedReport("UNAVAILABLE", "Socket closed");
  const cut = [connection({ firstClose: { by: "server", how: "rst" } })];
  const dead = { exit: exited({ code: null, signal: "SIGSEGV" }), stderr: "stack overflow" };

  test("silent: the server itself gave the status that the call failed with", () => {
    const answered = http2Facts({
      server: http2Side({ headers: [headerBlock({ grpcStatus: "UNAVAILABLE" })] }),
    });
    const one = connection({ firstClose: { by: "server", how: "rst" } });
    const connections = [{ ...one, wire: { ...one.wire, http2: answered } }];
    const killed = { exit: exited({ code: null, signal: "SIGKILL" }) };
    expect(found(code, withServer("rpc", killed, { connections, report: lost }))).toBeUndefined();
  });

  test.for([
    ["of another connection, which nobody saw", 1, undefined],
    ["of the next connection", 2, { decided: false }],
  ] as const)("the failure of a handshake is that %s", ([, count, expected]) => {
    const one = tlsConnection(finishedTls());
    const broken = { ...one, firstClose: { by: "server", how: "rst" } as const };
    const evidence = {
      connections: Array.from({ length: count }, () => broken),
      handshakeLine: "1|1|tcp|127.0.0.1:1|grpc|",
      report: failedReport(
        "UNAVAILABLE",
        'connection error: desc = "transport: authentication handshake failed: EOF"',
      ),
    };
    const killed = { exit: exited({ code: null, signal: "SIGKILL" }) };
    const seen = found(code, withServer("rpc", killed, evidence));
    if (expected) expect(seen).toMatchObject(expected);
    else expect(seen).toBeUndefined();
  });

  test.for(["rpc", "http2"] as const)(
    "the connection broke at %s because its process ended",
    (phase) => {
      expect(
        gist(found(code, withServer(phase, dead, { connections: cut, report: lost }))),
      ).toEqual({
        side: "server",
        decided: true,
        quotes: ["launcher: ended with SIGSEGV", "server: stack overflow"],
      });
    },
  );

  const answered = report({
    steps: [stepReport("put", call("OK")), stepReport("get-exact", call("OK"))],
  });
  const unimplemented = failedReport("UNIMPLEMENTED", "unknown service proto.KV");
  const endedByHost = { shared: false, exit: exited({ code: null, signal: "SIGKILL" }) };
  test.for([
    ["it still runs", "rpc", {}, { connections: cut, report: lost }],
    ["the client had closed before", "rpc", dead, { connections: [connection()], report: lost }],
    ["the handshake broke", "tls", dead, { connections: cut, report: lost }],
    [
      "every call was answered before the host ended it",
      "proof",
      endedByHost,
      { connections: cut, report: answered },
    ],
    [
      "the call was answered with a status of its own",
      "rpc",
      endedByHost,
      { connections: cut, report: unimplemented },
    ],
  ] as const)("silent: %s", ([, phase, server, evidence]) => {
    expect(found(code, withServer(phase, server, evidence))).toBeUndefined();
  });

  const plugin = { connections: cut, report: lost, handshakeLine: "1|1|tcp|127.0.0.1:1|grpc" };
  test.for([
    ["a host's signal after the connection broke", "", null, false],
    [
      "a host's signal after a log line of the connection's error",
      "http2: server connection error: EOF",
      null,
      false,
    ],
    ["a host's signal after a crash that the plugin told of", "panic: nil map", "server", true],
  ] as const)("%s", ([, stderr, side, decided]) => {
    const of = withServer("rpc", { ...endedByHost, stderr }, plugin);
    expect(found(code, of)).toMatchObject({ side, decided });
  });

  test.for(["SIGKILL", "SIGTERM", "SIGINT"])(
    "a host's %s says nothing of what came first",
    (signal) => {
      const of = withServer("rpc", { shared: false, exit: exited({ code: null, signal }) }, plugin);
      expect(found(code, of)).toMatchObject({ side: null, decided: false });
    },
  );

  test.for([
    "fatal error: all goroutines are asleep - deadlock!",
    "Traceback (most recent call last):",
    "Uncaught Exception in main",
    "Unhandled exception. System.IO.IOException: in use",
    "terminate called after throwing an instance of 'std::runtime_error'",
    "thread 'main' (4711) panicked at src/main.rs:9:5:",
    "java.lang.OutOfMemoryError: Java heap space",
    "TypeError: no certificate",
  ])("a host's signal after a crash: %s", (stderr) => {
    expect(found(code, withServer("rpc", { ...endedByHost, stderr }, plugin))).toMatchObject({
      side: "server",
      decided: true,
    });
  });

  test("silent: every step passed", () => {
    const of = withServer("rpc", dead, { connections: cut });
    expect(
      found(code, { ...of, steps: [judgedStep("put"), judgedStep("get-exact")] }),
    ).toBeUndefined();
  });
});

describe("a probe, which sees no process", () => {
  const code = "exited-mid-call";
  const endpoint = {
    address: "10.0.0.1:1",
    addresses: [],
    inTheClear: null,
    serverCertificate: null,
  };
  const asked = http2Side({ headers: [headerBlock({ path: "/proto.KV/Get" })] });

  test.for([
    ["a call was under way", http2Side(), "server", false],
    ["the server had said that it leaves", http2Side({ goaway: leaving }), "server", undefined],
    ["the client left", http2Side(), "client", undefined],
  ] as const)("%s", ([, server, by, decided]) => {
    const wire = { ...connection().wire, http2: http2Facts({ client: asked, server }) };
    const connections = [connection({ wire, firstClose: { by, how: "rst" } })];
    const of = symptoms("rpc", { connections }, { endpoint, mode: "none" });
    expect(found(code, of)?.decided).toBe(decided);
  });
});
