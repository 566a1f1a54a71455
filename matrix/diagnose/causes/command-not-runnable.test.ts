import { describe, expect, test } from "vitest";
import type { ProcessEvidence } from "../../domain/evidence.ts";
import type { Phase } from "../../domain/phase.ts";
import { exited, processEvidence } from "../../test/evidence.ts";
import { found, gist, symptoms } from "../../test/symptoms.ts";

const withServer = (phase: Phase, server: Partial<ProcessEvidence>) =>
  symptoms(phase, { server: processEvidence(server) }, { mode: "none" });

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
