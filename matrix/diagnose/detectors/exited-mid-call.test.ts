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
} from "../../tooling/test/evidence.ts";
import { found, gist, judgedStep, symptoms } from "../../tooling/test/symptoms.ts";

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

  test("silent: every step passed", () => {
    const of = withServer("rpc", dead, { connections: cut });
    expect(
      found(code, { ...of, steps: [judgedStep("put"), judgedStep("get-exact")] }),
    ).toBeUndefined();
  });
});
