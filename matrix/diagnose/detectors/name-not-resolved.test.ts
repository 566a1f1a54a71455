import { describe, expect, test } from "vitest";
import { connection, failedReport, unreachable } from "../../tooling/test/evidence.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";
import { diagnose } from "../diagnose.ts";

const code = "name-not-resolved";
const text = "Name resolution failed for target dns:kv.test";
const said = failedReport("UNAVAILABLE", `${text}: getaddrinfo ENOTFOUND`);

test("the announced name", () => {
  const connections = [unreachable("getaddrinfo ENOTFOUND no-such-host.invalid")];
  expect(gist(found(code, symptoms("dial", { connections })))).toEqual({
    side: "server",
    decided: true,
    quotes: ["wire: getaddrinfo ENOTFOUND no-such-host.invalid"],
  });
});

test("the client's own words, where it never connected", () => {
  const of = symptoms("dial", { connections: [], report: said });
  expect(gist(found(code, of))).toEqual({
    side: "client",
    decided: true,
    quotes: [`client: ${text}:`, "orchestrator: no connection arrived at the address"],
  });
  expect(diagnose(of).causes.map((cause) => cause.code)).toEqual([code]);
});

describe("silent", () => {
  test.for([
    ["it connected all the same", { connections: [connection()], report: said }],
    ["a socket's path is wrong", { connections: [unreachable("connect ENOENT /run/kv.sock")] }],
    ["nobody listens", { connections: [unreachable("connect ECONNREFUSED")] }],
    [
      "a channel without an address may have a name",
      { connections: [], report: failedReport("UNAVAILABLE", "empty address list: ") },
    ],
    ["nothing is said of names", { connections: [], report: failedReport("UNAVAILABLE", "x") }],
  ] as const)("%s", ([, evidence]) => {
    expect(found(code, symptoms("dial", evidence))).toBeUndefined();
  });
});
