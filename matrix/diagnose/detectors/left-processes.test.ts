import { describe, expect, test } from "vitest";
import { exited, processEvidence } from "../../tooling/test/evidence.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";

describe("left-processes", () => {
  const code = "left-processes";
  const exit = exited({
    left: [
      { pid: 41, command: "sleep 60" },
      { pid: 42, command: "cat" },
    ],
  });

  test("every process left is quoted", () => {
    const of = symptoms("shutdown", { server: processEvidence({ shared: false, exit }) });
    expect(gist(found(code, of))).toEqual({
      side: "server",
      decided: true,
      quotes: ["launcher: 41: sleep 60", "launcher: 42: cat"],
    });
  });

  test.for([
    ["nothing was left", { shared: false, exit: exited() }],
    ["it still runs", { shared: false, exit: null }],
    ["the server was of other cells too", { shared: true, exit }],
  ])("silent: %s", ([, server]) => {
    const of = symptoms("shutdown", { server: processEvidence(server as object) });
    expect(found(code, of)).toBeUndefined();
  });

  test("silent: nothing is known of the server", () => {
    expect(found(code, symptoms("shutdown", { server: null }))).toBeUndefined();
  });
});
