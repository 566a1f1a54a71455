import { describe, expect, test } from "vitest";
import type { CellEvidence } from "../../domain/evidence.ts";
import { connection, exited, processEvidence, unreachable } from "../../tooling/test/evidence.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";

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

  test("a process that has ended is named", () => {
    const server = processEvidence({ exit: exited({ code: null, signal: "SIGKILL" }) });
    const connections = [unreachable("connect ECONNREFUSED")];
    expect(found(code, symptoms("dial", { connections, server }))?.sentence).toBe(
      "Nobody accepts connections at the announced address 127.0.0.1:40001: the server's process has ended (SIGKILL).",
    );
  });

  test.for([
    ["SIGKILL", ""],
    ["SIGTERM", ""],
    ["SIGSEGV", ": the server's process has ended (SIGSEGV)"],
  ] as const)("a plugin that ended by %s", ([signal, words]) => {
    const server = processEvidence({ exit: exited({ code: null, signal }) });
    const evidence = {
      connections: [unreachable("connect ECONNREFUSED")],
      server,
      handshakeLine: "1|1|tcp|127.0.0.1:40001|grpc",
    };
    expect(found(code, symptoms("dial", evidence))?.sentence).toBe(
      `Nobody accepts connections at the announced address 127.0.0.1:40001${words}.`,
    );
  });

  test("nobody made the socket", () => {
    const connections = [unreachable("connect ENOENT /run/kv.sock")];
    expect(found(code, symptoms("dial", { connections }))?.decided).toBe(true);
  });

  test("an error that is no refusal is quoted, and decides nothing", () => {
    const of = symptoms("dial", { connections: [unreachable("connect EHOSTUNREACH")] });
    expect(gist(found(code, of))).toEqual({
      side: "server",
      decided: false,
      quotes: ["wire: connect EHOSTUNREACH"],
    });
  });

  test.for([
    ["another attempt reached the server", [unreachable("connect ECONNREFUSED"), connection()]],
    ["nobody connected", []],
    ["the name does not resolve", [unreachable("getaddrinfo ENOTFOUND kv.invalid")]],
    ["the socket is somebody else's", [unreachable("connect EACCES /run/kv.sock")]],
    ["a filter forbids it", [unreachable("connect EPERM 10.0.0.7:443")]],
    ["the socket's path is too long", [unreachable("connect EINVAL /run/kv.sock")]],
    ["the server was reached", [connection()]],
  ])("silent: %s", ([, connections]) => {
    const evidence = { connections: connections as CellEvidence["connections"] };
    expect(found(code, symptoms("dial", evidence))).toBeUndefined();
  });
});
