import { describe, expect, test } from "vitest";
import type { CellEvidence, ProcessEvidence } from "../../domain/evidence.ts";
import type { Phase } from "../../domain/phase.ts";
import {
  call,
  connection,
  exited,
  failedReport,
  processEvidence,
  report,
  stepReport,
  unreachable,
} from "../../test/evidence.ts";
import { found, gist, judgedStep, symptoms } from "../../test/symptoms.ts";

const withServer = (
  phase: Phase,
  server: Partial<ProcessEvidence>,
  more: Partial<CellEvidence> = {},
) => symptoms(phase, { server: processEvidence(server), ...more }, { mode: "none" });

describe("command-not-runnable", () => {
  const code = "command-not-runnable";

  test("the launcher's error is quoted", () => {
    const of = withServer("spawn", {
      notStarted: { by: "launcher", reason: "spawn ./server ENOENT" },
    });
    expect(gist(found(code, of))).toEqual({
      side: "server",
      decided: true,
      quotes: ["launcher: spawn ./server ENOENT"],
    });
  });

  test("silent: it was started", () => {
    expect(found(code, withServer("spawn", { exit: exited({ code: 1 }) }))).toBeUndefined();
  });
});

describe("exited-early", () => {
  const code = "exited-early";

  test.for([
    [
      "with a code and last words",
      { exit: exited({ code: 3 }), stderr: "starting\nno such key file\n" },
      ["launcher: ended with exit code 3", "server: no such key file"],
    ],
    [
      "by a signal, silently",
      { exit: exited({ code: null, signal: "SIGSEGV" }) },
      ["launcher: ended with SIGSEGV"],
    ],
    ["with code 0", { exit: exited() }, ["launcher: ended with exit code 0"]],
  ] as const)("%s", ([, server, quotes]) => {
    expect(gist(found(code, withServer("spawn", server)))).toEqual({
      side: "server",
      decided: true,
      quotes,
    });
  });

  test.for([
    ["it still runs", "spawn", { exit: null }],
    ["it was killed for being late", "spawn", { exit: exited({ code: null, signal: "SIGKILL" }) }],
    ["it had announced itself", "rpc", { exit: exited({ code: 1 }) }],
  ] as const)("silent: %s", ([, phase, server]) => {
    expect(found(code, withServer(phase, server))).toBeUndefined();
  });
});

describe("output-flooded", () => {
  test("the limit is quoted", () => {
    const of = withServer("handshake-line", { endedBecause: "printed more than 64 MiB" });
    expect(gist(found("output-flooded", of))).toEqual({
      side: "server",
      decided: true,
      quotes: ["launcher: printed more than 64 MiB"],
    });
  });

  test("silent: it printed much and was let be", () => {
    const of = withServer("handshake-line", { stderr: "x".repeat(16_384) });
    expect(found("output-flooded", of)).toBeUndefined();
  });
});

describe("connection-refused", () => {
  const code = "connection-refused";

  test("the address and the error are named", () => {
    const cause = found(
      code,
      symptoms("dial", { connections: [unreachable("connect ECONNREFUSED")] }),
    );
    expect(gist(cause)).toEqual({
      side: "server",
      decided: true,
      quotes: ["wire: connect ECONNREFUSED"],
    });
    expect(cause?.sentence).toContain("127.0.0.1:40001");
  });

  test.for([
    ["another attempt reached the server", [unreachable("connect ECONNREFUSED"), connection()]],
    ["nobody connected", []],
    ["the server was reached", [connection()]],
  ])("silent: %s", ([, connections]) => {
    const evidence = { connections: connections as CellEvidence["connections"] };
    expect(found(code, symptoms("dial", evidence))).toBeUndefined();
  });
});

describe("exited-mid-call", () => {
  const code = "exited-mid-call";
  const lost = failedReport("UNAVAILABLE", "Socket closed");
  const cut = [connection({ firstClose: { by: "server", how: "rst" } })];
  const dead = { exit: exited({ code: null, signal: "SIGSEGV" }), stderr: "stack overflow" };

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

  test("silent: every step passed", () => {
    const of = withServer("rpc", dead, { connections: cut });
    expect(
      found(code, { ...of, steps: [judgedStep("put"), judgedStep("get-exact")] }),
    ).toBeUndefined();
  });
});
