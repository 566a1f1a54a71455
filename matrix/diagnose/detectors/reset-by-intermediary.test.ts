import { describe, expect, test } from "vitest";
import type { ConnectionEvidence, Upstream } from "../../domain/evidence.ts";
import { connection, processEvidence, unreachable } from "../../tooling/test/evidence.ts";
import { headerBlock, http2Facts, http2Side } from "../../tooling/test/http2.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";
import { diagnose } from "../diagnose.ts";

const code = "reset-by-intermediary";
const resets = [{ stream: 1, code: "INTERNAL_ERROR" }];

const answering = (
  server: Parameters<typeof http2Side>[0],
  over: Partial<ConnectionEvidence> = {},
) =>
  connection({
    wire: { ...connection().wire, http2: http2Facts({ server: http2Side(server) }) },
    ...over,
  });

const behind = (
  connections: readonly ConnectionEvidence[],
  tls: Upstream["tls"] = "terminate",
): Upstream => ({ route: "a proxy 1.0", tls, connections, process: processEvidence() });

const codesOf = (of: Parameters<typeof diagnose>[0]) => diagnose(of).causes.map((one) => one.code);

test("a gateway that names itself", () => {
  const headers = [headerBlock({ status: "200", contentType: "application/grpc", via: "2 edge" })];
  const of = symptoms("rpc", { connections: [answering({ headers, resets })] }, { mode: "none" });
  expect(gist(found(code, of))).toEqual({
    side: "between",
    decided: true,
    quotes: [
      "wire: HEADERS of stream 1: via 2 edge",
      "wire: RST_STREAM on stream 1: INTERNAL_ERROR",
    ],
  });
  expect(codesOf(of)).toEqual([code]);
});

describe("the server is seen behind it", () => {
  const cut = answering({}, { firstClose: { by: "server", how: "rst" } });
  test.for([
    ["a stream was reset", answering({ resets })],
    ["the connection was reset", cut],
  ] as const)("%s, and the server had not ended its own", ([, front]) => {
    const of = symptoms("rpc", { connections: [front], upstream: behind([connection()]) });
    expect(found(code, of)).toMatchObject({ side: "between", decided: true });
  });

  test.for([
    [
      "the server ended its own",
      behind([connection({ firstClose: { by: "server", how: "fin" } })]),
    ],
    ["the server reset its own stream", behind([answering({ resets })])],
    ["the server could not be reached", behind([unreachable("connect ECONNREFUSED")])],
    ["nothing was tried behind it", behind([])],
    ["it hands on every byte", behind([connection()], "passthrough")],
    ["nothing stands between", null],
  ] as const)("silent: %s", ([, upstream]) => {
    expect(found(code, symptoms("rpc", { connections: [cut], upstream }))).toBeUndefined();
  });
});

test("silent: the server's own reset", () => {
  const of = symptoms("rpc", { connections: [answering({ resets })] }, { mode: "none" });
  expect(codesOf(of)).toEqual(["stream-reset"]);
});
