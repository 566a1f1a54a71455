import { describe, expect, test } from "vitest";
import type { ProcessEvidence } from "../../domain/evidence.ts";
import type { Phase } from "../../domain/phase.ts";
import { exited, processEvidence } from "../../tooling/test/evidence.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";

const withServer = (phase: Phase, server: Partial<ProcessEvidence>) =>
  symptoms(phase, { server: processEvidence(server) }, { mode: "none" });

describe("command-not-runnable", () => {
  const code = "command-not-runnable";

  test("the launcher's error is quoted", () => {
    const of = withServer("spawn", {
      notStarted: { reason: "spawn ./server ENOENT" },
    });
    expect(gist(found(code, of))).toEqual({
      side: "server",
      decided: true,
      quotes: ["launcher: spawn ./server ENOENT"],
    });
  });

  test.for([
    [127, "sh: 1: kv-server: not found\n", "sh: 1: kv-server: not found"],
    [126, "bash: ./kv: Permission denied\nbye\n", "bash: ./kv: Permission denied"],
    [127, "bash: ./kv: No such file or directory\n", "bash: ./kv: No such file or directory"],
    [
      126,
      "bash: ./kv: cannot execute binary file: Exec format error\n",
      "bash: ./kv: cannot execute binary file: Exec format error",
    ],
  ] as const)("a shell's exit code %i with its words", ([exitCode, stderr, words]) => {
    const of = withServer("spawn", { exit: exited({ code: exitCode }), stderr });
    expect(gist(found(code, of))).toEqual({
      side: "server",
      decided: true,
      quotes: [`server: ${words}`, `launcher: ended with exit code ${exitCode}`],
    });
  });

  test.for([
    ["it was started", 1, "key not found\n"],
    ["exit code 127 without a shell's words", 127, "no such knob\n"],
  ] as const)("silent: %s", ([, exitCode, stderr]) => {
    const of = withServer("spawn", { exit: exited({ code: exitCode }), stderr });
    expect(found(code, of)).toBeUndefined();
  });
});
