import { describe, expect, test } from "vitest";
import type { ProcessEvidence } from "../../domain/evidence.ts";
import type { Phase } from "../../domain/phase.ts";
import { processEvidence } from "../../tooling/test/evidence.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";

const withServer = (phase: Phase, server: Partial<ProcessEvidence>) =>
  symptoms(phase, { server: processEvidence(server) }, { mode: "none" });

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
