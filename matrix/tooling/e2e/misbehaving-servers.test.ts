import { beforeAll, describe, expect, test } from "vitest";
import { type MatrixProcess, startMatrix } from "./matrix-process.ts";

/** The start of a server is given up after 10 s; a cell's calls end after 5 s; ending takes 0.5 s. */
const statedLimitMs = 40_000;

describe("servers that misbehave", () => {
  let run: MatrixProcess;

  beforeAll(async () => {
    run = startMatrix([
      "run",
      "--preset",
      "fixtures/programs/preset.yaml",
      "--harness",
      "fixtures/programs",
    ]);
    await run.exit;
  }, statedLimitMs * 2);

  const outcomeOf = (server: string, mode: string) => {
    const cell = run.results().cells.find((one) => one.server === server && one.mode === mode);
    return {
      kind: cell?.outcome.kind,
      phase: cell?.outcome.kind === "failed" ? cell.outcome.phase : undefined,
      code: cell?.diagnosis?.causes[0]?.code,
    };
  };

  test("cost their own cells only", () => {
    expect(outcomeOf("node", "none").kind).toBe("passed");
    expect(outcomeOf("node", "auto-mtls").kind).toBe("passed");
    expect(run.results().counts).toMatchObject({ cells: 20, passed: 2, notRun: 0 });
  });

  test.for([
    ["never-announces", "none", "handshake-line", "handshake-line-missing"],
    ["never-announces", "auto-mtls", "handshake-line", "handshake-line-missing"],
    ["prints-garbage", "none", "handshake-line", "handshake-line-polluted"],
    ["prints-garbage", "auto-mtls", "handshake-line", "handshake-line-polluted"],
    ["exits-early", "none", "spawn", "exited-early"],
    ["exits-early", "auto-mtls", "spawn", "exited-early"],
    ["not-runnable", "none", "spawn", "command-not-runnable"],
    ["not-runnable", "auto-mtls", "spawn", "command-not-runnable"],
    ["dies-mid-call", "none", "http2", "exited-mid-call"],
    ["forks-a-child", "auto-mtls", "handshake-line", "certificate-not-exchanged"],
    ["ignores-sigterm", "auto-mtls", "handshake-line", "certificate-not-exchanged"],
    ["floods-stdout", "auto-mtls", "handshake-line", "certificate-not-exchanged"],
  ] as const)("%s under %s fails at %s: %s", ([variant, mode, phase, code]) => {
    expect(outcomeOf(`hostile:${variant}`, mode)).toEqual({ kind: "failed", phase, code });
  });

  test.for(["floods-stdout", "floods-stderr", "ignores-sigterm", "forks-a-child"])(
    "%s under none fails",
    (variant) => {
      expect(outcomeOf(`hostile:${variant}`, "none").kind).toBe("failed");
    },
  );

  test("end within the stated limits", () => {
    expect(run.results().elapsedMs).toBeLessThan(statedLimitMs);
  });

  test("leave no process and no file", () => {
    expect(run.survivors()).toEqual([]);
    expect(run.leftFiles()).toEqual([]);
  });
});
