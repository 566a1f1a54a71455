import { expect, test } from "vitest";
import { connection, failedReport, report, unreachable } from "../../tooling/test/evidence.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";

const code = "target-unusable";

test.for([
  ['Name resolution failed: Could not parse target name ""', "Could not parse target name"],
  ["dial tcp: address https://db:443: too many colons in address", "too many colons in address"],
  ["dial tcp: address db: missing port in address", "missing port in address"],
] as const)("%s", ([message, quote]) => {
  const of = symptoms("dial", { connections: [], report: failedReport("UNAVAILABLE", message) });
  const cause = gist(found(code, of));
  expect({ ...cause, quotes: cause?.quotes.map((text) => text.includes(quote)) }).toEqual({
    side: "client",
    decided: true,
    quotes: [true, false],
  });
});

const said = failedReport("UNAVAILABLE", "missing port in address");
test.for([
  ["something was dialled", { connections: [connection()], report: said }],
  ["the client says nothing", { connections: [], report: report() }],
  ["it says something else", { connections: [], report: failedReport("UNAVAILABLE", "EOF") }],
] as const)("silent: %s", ([, evidence]) => {
  expect(found(code, symptoms("dial", evidence))).toBeUndefined();
});

const path = (bytes: number): string => `/${"k".repeat(bytes - 1)}`;

test.for([
  [108, `connect EINVAL ${path(108)}`, "client"],
  [108, `connect EINVAL ${path(108)} - Local (undefined:undefined)`, "client"],
  [107, `connect EINVAL ${path(107)}`, undefined],
  [107, `connect EINVAL ${path(107)} - Local (undefined:undefined)`, undefined],
] as const)("a socket's path of %i bytes", ([, error, side]) => {
  expect(found(code, symptoms("dial", { connections: [unreachable(error)] }))?.side).toBe(side);
});
