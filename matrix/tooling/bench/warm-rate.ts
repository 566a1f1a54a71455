import { availableParallelism } from "node:os";
import type { Plan } from "../../run/plan/plan.ts";
import { cellRunner } from "../../run/proof/run-cell.ts";
import { serverControls } from "../../run/proof/server-controls.ts";
import type { Testbed } from "../../run/proof/testbed.ts";
import { slots } from "../../run/supervise/slots.ts";

/** Before these the code of three of the six processes is still being compiled, and the rate still rises. */
const warmingPasses = 3;
const measuredPasses = 4;

/**
 * Cells of `tls` and `mtls` per second when every process runs and is warm: tap, proof, reading of the
 * wire, and the controls of every listener and client configuration once a pass, as in a run.
 */
export const measureWarmRate = async (plan: Plan, testbed: Testbed): Promise<number> => {
  const cells = plan.cells.filter(({ mode }) => mode === "tls" || mode === "mtls");
  const listeners = new Map(
    await Promise.all(
      cells.map(async (cell) => [await testbed.servers.shared(cell), cell.mode] as const),
    ),
  );
  const slot = slots(2 * availableParallelism());
  const pass = (): Promise<unknown>[] => {
    const runner = cellRunner(testbed, plan.proof);
    const controls = [...listeners].map(async ([listener, mode]) => {
      if (listener.kind === "serving") {
        await slot(() => serverControls(listener, "warm", mode, testbed.pki));
      }
    });
    return [...controls, ...cells.map((cell) => runner.run(cell, slot))];
  };
  const passes = (count: number) => Promise.all(Array.from({ length: count }, pass).flat());
  await passes(warmingPasses);
  const begun = performance.now();
  await passes(measuredPasses);
  return ((measuredPasses * cells.length) / (performance.now() - begun)) * 1000;
};
