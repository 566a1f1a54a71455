import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { parseCellId } from "../axes/cell-id.ts";
import type { Cell } from "../domain/cell.ts";
import { root } from "../inputs/checkout.ts";
import { buildRoot, readImplementations } from "../inputs/read-inputs.ts";
import { planCells } from "../plan/plan.ts";
import { type LabOptions, openLab } from "../proof/lab.ts";
import { ensureLauncher } from "../supervise/launcher-build.ts";
import { runMark } from "../supervise/marks.ts";
import { HarnessFault } from "../supervise/worker.ts";
import { temporaryFolder } from "../test/temporary-folder.ts";
import { eventually, processesWith } from "./matrix-process.ts";

const silentCells = () =>
  ["p256", "p384", "rsa2048"].map((key) => parseCellId(`node/hostile:never-announces/tls/${key}`));

const optionsFor = async (cells: readonly Cell[]): Promise<LabOptions> => ({
  plan: planCells("closed", { steps: ["put"], deadlineMs: 5000 }, cells),
  implementations: await readImplementations([], [join(root, "fixtures", "programs")]),
  launcher: (await ensureLauncher(buildRoot, () => {})).argv,
  debug: false,
  recorded: "failing",
});

const running = () => processesWith(`HANDSHAKE_MATRIX_MARK=${runMark}`);

test("a lab that is ended while it is opened leaves nothing", async () => {
  const temporary = temporaryFolder();
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.stubEnv("TMPDIR", temporary);
  const options = await optionsFor(silentCells());
  const ending = new AbortController();
  const opening = openLab({ ...options, signal: ending.signal });
  expect(await eventually(() => readdirSync(temporary).length === 1, 30_000)).toBe(true);
  ending.abort();
  await expect(opening).rejects.toThrow("This operation was aborted");
  expect(running()).toEqual([]);
  expect(readdirSync(temporary)).toEqual([]);
});

/** A server that ends is started again for each of its listeners alone: not in a lab that is being closed. */
test("servers that are ended while they start are not started again, and only who waits is told", async () => {
  const cells = silentCells();
  const lab = await openLab(await optionsFor(cells));
  expect(
    await eventually(
      () => running().some((command) => command.includes("never-announces")),
      30_000,
    ),
  ).toBe(true);
  await lab.close();
  const [cell] = cells;
  if (!cell) throw new Error("a plan without cells");
  // Vitest counts the rejections of the other two, for which nobody waits, as errors.
  await expect(lab.servers.shared(cell)).rejects.toThrow(HarnessFault);
  expect(running()).toEqual([]);
});
