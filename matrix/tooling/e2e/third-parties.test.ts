import { expect, test } from "vitest";
import { startMatrix } from "./matrix-process.ts";

test("a plugin that knows nothing of the contract meets a host of each stack", async () => {
  const run = startMatrix(["run", "--preset", "third-parties", "--server", "hashicorp-kv"]);
  expect(await run.exit).toEqual({ code: 0, signal: null });
  const { cells, implementations } = run.results();
  expect(
    cells.map(({ id, outcome, diagnosis }) => [id, outcome.kind, diagnosis?.causes[0]?.code]),
  ).toEqual([
    ["go/hashicorp-kv/auto-mtls/p521", "passed", undefined],
    ["go:stock/hashicorp-kv/auto-mtls/p521", "passed", undefined],
    ["python/hashicorp-kv/auto-mtls/p521", "failed", "signature-scheme-not-offered"],
    ["node/hashicorp-kv/auto-mtls/p521", "passed", undefined],
    ["go/hashicorp-kv/auto-mtls/p256-p521", "passed", undefined],
    ["python/hashicorp-kv/auto-mtls/p256-p521", "failed", "signature-scheme-not-offered"],
    ["node/hashicorp-kv/auto-mtls/p256-p521", "passed", undefined],
    ["go/hashicorp-kv/auto-mtls/rsa2048-p521", "passed", undefined],
    ["python/hashicorp-kv/auto-mtls/rsa2048-p521", "failed", "signature-scheme-not-offered"],
    ["node/hashicorp-kv/auto-mtls/rsa2048-p521", "passed", undefined],
  ]);
  for (const { outcome, steps, controls } of cells.filter((one) => one.outcome.kind === "passed")) {
    expect([outcome.kind, steps.map(({ name }) => name), controls.length]).toEqual([
      "passed",
      ["health", "shutdown"],
      5,
    ]);
  }
  const [stack] = implementations.flatMap((one) => (one.id === "hashicorp-kv" ? [one.stack] : []));
  expect(stack).toContainEqual({ name: "go-plugin", version: "1.8.0" });
});
