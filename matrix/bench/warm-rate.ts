import { availableParallelism } from "node:os";
import type { Plan } from "../plan/plan.ts";
import type { Lab } from "../proof/lab.ts";
import { cellRunner } from "../proof/run-cell.ts";
import { serverControls } from "../proof/server-controls.ts";
import { slots } from "../supervise/slots.ts";

/**
 * Cells of `tls` and `mtls` per second when every process runs and is warm: tap, proof, reading of the
 * wire, and the controls of every listener and client configuration, each once as in a run.
 */
export const measureWarmRate = async (plan: Plan, lab: Lab): Promise<number> => {
  const cells = plan.cells.filter(({ mode }) => mode === "tls" || mode === "mtls");
  const pass = async (): Promise<void> => {
    const slot = slots(2 * availableParallelism());
    const runner = cellRunner(lab, plan.steps);
    await Promise.all(cells.map((cell) => runner.run(cell, slot)));
  };
  const listeners = new Map(
    await Promise.all(cells.map(async (cell) => [await lab.listener(cell), cell.mode] as const)),
  );
  await pass();
  const begun = performance.now();
  const controls = [...listeners].map(async ([listener, mode]) => {
    if (listener.kind === "serving") await serverControls(listener.endpoint, "warm", mode, lab.pki);
  });
  await Promise.all([pass(), ...controls]);
  return (cells.length / (performance.now() - begun)) * 1000;
};
