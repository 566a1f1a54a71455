import { join } from "node:path";
import { expect, test } from "vitest";
import { parseCellId } from "../axes/cell-id.ts";
import { buildRoot, readImplementations, root } from "../inputs/read-inputs.ts";
import { planCells } from "../plan/plan.ts";
import { openLab } from "../proof/lab.ts";
import { ensureLauncher } from "../supervise/launcher-build.ts";
import { runMark } from "../supervise/marks.ts";
import { HarnessFault } from "../supervise/worker.ts";
import { eventually, processesWith } from "./matrix-process.ts";

/** A server that ends is started again for each of its listeners alone: not in a lab that is being closed. */
test("servers that are ended while they start are not started again, and only who waits is told", async () => {
  const cells = ["p256", "p384", "rsa2048"].map((key) =>
    parseCellId(`node/hostile:never-announces/tls/${key}`),
  );
  const lab = await openLab({
    plan: planCells("closed", { steps: ["put"], deadlineMs: 5000 }, cells),
    implementations: await readImplementations([], [join(root, "fixtures", "programs")]),
    launcher: (await ensureLauncher(buildRoot, () => {})).argv,
    debug: false,
    recorded: "failing",
  });
  const running = () => processesWith(`HANDSHAKE_MATRIX_MARK=${runMark}`);
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
