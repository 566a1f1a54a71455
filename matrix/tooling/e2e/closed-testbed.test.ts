import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Cell } from "../../domain/cell.ts";
import { places } from "../../places.ts";
import { parseCellId } from "../../run/axes/cell-id.ts";
import { noNeeds, readImplementations } from "../../run/inputs/read-inputs.ts";
import { planCells } from "../../run/plan/plan.ts";
import { openTestbed, type TestbedOptions } from "../../run/proof/testbed.ts";
import { ensureLauncher } from "../../run/supervise/launcher-build.ts";
import { runMark } from "../../run/supervise/marks.ts";
import { HarnessFault } from "../../run/supervise/worker.ts";
import { temporaryFolder } from "../test/temporary-folder.ts";
import { eventually, processesWith } from "./matrix-process.ts";

const silentCells = () =>
  ["p256", "p384", "rsa2048"].map((key) => parseCellId(`node/hostile:never-announces/tls/${key}`));

const optionsFor = async (cells: readonly Cell[]): Promise<TestbedOptions> => ({
  plan: planCells("closed", { steps: ["put"], deadlineMs: 5000 }, cells),
  implementations: await readImplementations(noNeeds, [join(places.root, "fixtures", "programs")]),
  launcher: (await ensureLauncher(places.builds, () => {})).argv,
  debug: false,
  recorded: "failing",
});

const running = () => processesWith(`HANDSHAKE_MATRIX_MARK=${runMark}`);

test("a testbed that is ended while it is opened leaves nothing", async () => {
  const temporary = temporaryFolder();
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.stubEnv("TMPDIR", temporary);
  const options = await optionsFor(silentCells());
  const ending = new AbortController();
  const opening = openTestbed({ ...options, signal: ending.signal });
  expect(await eventually(() => readdirSync(temporary).length === 1, 30_000)).toBe(true);
  ending.abort();
  await expect(opening).rejects.toThrow("This operation was aborted");
  expect(running()).toEqual([]);
  expect(readdirSync(temporary)).toEqual([]);
});

/** A server that ends is started again for each of its listeners alone: not in a testbed that is being closed. */
test("servers that are ended while they start are not started again, and only who waits is told", async () => {
  const cells = silentCells();
  const testbed = await openTestbed(await optionsFor(cells));
  expect(
    await eventually(
      () => running().some((command) => command.includes("never-announces")),
      30_000,
    ),
  ).toBe(true);
  await testbed.close();
  const [cell] = cells;
  if (!cell) throw new Error("a plan without cells");
  // Vitest counts the rejections of the other two, for which nobody waits, as errors.
  await expect(testbed.servers.shared(cell)).rejects.toThrow(HarnessFault);
  expect(running()).toEqual([]);
});
