import { describe, expect, test } from "vitest";
import type { Phase } from "../../domain/phase.ts";
import { found, gist, judgedStep, symptoms } from "../../tooling/test/symptoms.ts";

describe("did-not-stop", () => {
  const code = "did-not-stop";
  const refusing = judgedStep("shutdown", "the plugin did not end when asked to");
  const symptomsOf = (phase: Phase, ...steps: readonly ReturnType<typeof judgedStep>[]) =>
    symptoms(phase, {}, { steps });

  test("what the client saw is quoted", () => {
    expect(gist(found(code, symptomsOf("shutdown", judgedStep("put"), refusing)))).toEqual({
      side: "server",
      decided: true,
      quotes: ["client: the plugin did not end when asked to"],
    });
  });

  test.for([
    ["it ended when asked to", symptomsOf("shutdown", judgedStep("shutdown"))],
    ["nobody asked", symptomsOf("shutdown", judgedStep("put"))],
    ["it broke before", symptomsOf("rpc", judgedStep("put", "lost"), refusing)],
  ] as const)("silent: %s", ([, of]) => {
    expect(found(code, of)).toBeUndefined();
  });
});
