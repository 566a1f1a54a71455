import { randomBytes } from "node:crypto";
import type { Cell } from "../domain/cell.ts";
import type { Plan } from "../plan/plan.ts";
import type { Lab } from "../proof/lab.ts";
import { clientTls, deadlineMs } from "../proof/run-standalone-cell.ts";
import { proofSteps } from "../proof/steps.ts";
import { start } from "../supervise/start.ts";
import { cpuTimeMs } from "./cpu-time.ts";

/**
 * What a run costs at least, in processor time: the start of every process it needs, and of each cell
 * the handshake and the calls, without tap, controls and orchestrator.
 *
 * floor = (starts of workers and servers + starts of plugins + proofs) / processors
 */
export type Floor = Readonly<{
  startsMs: number;
  pluginStartsMs: number;
  proofsMs: number;
  floorMs: number;
}>;

/** A start is measured so often, and the median taken. */
const startRepeats = 5;

/** A proof is measured in batches of so many, one after the other. */
const proofRepeats = 5;

export type FloorOptions = Readonly<{
  plan: Plan;
  launcher: readonly string[];
  cores: number;
  /** A laboratory in which every client and server of the plan runs. */
  lab: Lab;
}>;

export const measureFloor = async ({
  plan,
  launcher,
  cores,
  lab,
}: FloorOptions): Promise<Floor> => {
  const startsMs = await sum(plan.clients, async (id) => {
    const argv = lab.implementation(id).client;
    const request = `${JSON.stringify({ jsonrpc: "2.0", id: 1, method: "describe", params: {} })}\n`;
    return startCost(launcher, argv, {}, request, lab);
  });
  const serverStartsMs = await sum(plan.servers, async (server) => {
    const config = await lab.serverConfig(server);
    return startCost(launcher, lab.implementation(server.implementation).server, config, null, lab);
  });
  const pluginCells = plan.cells.filter(({ mode }) => mode === "auto-mtls");
  const pluginCosts = new Map<string, Promise<number>>();
  const pluginStartsMs = await sum(pluginCells, async (cell) => {
    const kind = `${cell.server} ${cell.serverKey}`;
    const cost = pluginCosts.get(kind) ?? pluginStartCost(launcher, cell, lab);
    pluginCosts.set(kind, cost);
    return cost;
  });
  const proofsMs = await sum(plan.cells, (cell) => proofCost(cell, plan, lab));
  const total = startsMs + serverStartsMs + pluginStartsMs + proofsMs;
  return {
    startsMs: startsMs + serverStartsMs,
    pluginStartsMs,
    proofsMs,
    floorMs: total / cores,
  };
};

/** One after the other: measurements must not disturb each other. */
const sum = async <T>(items: readonly T[], cost: (item: T) => Promise<number>): Promise<number> => {
  let total = 0;
  for (const item of items) total += await cost(item);
  return total;
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Processor time from the start of a process to its first line, and of its end. */
const startCost = async (
  launcher: readonly string[],
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
  input: string | null,
  lab: Lab,
): Promise<number> => {
  const costs: number[] = [];
  for (let repeat = 0; repeat < startRepeats; repeat++) {
    const keyLog = lab.path("floor-keys.txt");
    const process = start({
      launcher,
      argv: argv.map((word) => word.replaceAll("{keyLog}", keyLog)),
      environment: { BASIC_PLUGIN: "hello", SSLKEYLOGFILE: keyLog, ...environment },
      lineLimitOctets: 1024 * 1024,
      onLine: () => void process.stop(),
    });
    if (input !== null) process.stdin.write(input);
    const end = await process.ended;
    if (end.kind === "exited") costs.push(end.cpuMs);
  }
  return median(costs);
};

const pluginStartCost = async (
  launcher: readonly string[],
  cell: Cell,
  lab: Lab,
): Promise<number> => {
  const config = await lab.pluginConfig(cell);
  const { certificate } = await lab.pki.client("p256");
  const { readFile } = await import("node:fs/promises");
  return startCost(
    launcher,
    lab.implementation(cell.server).server,
    { KV_SERVER_CONFIG: config, PLUGIN_CLIENT_CERT: await readFile(certificate, "utf8") },
    null,
    lab,
  );
};

/** Processor time of client and server for one proof over a direct connection. */
const proofCost = async (cell: Cell, plan: Plan, lab: Lab): Promise<number> => {
  // A plugin's proof costs what the same pair's proof under mTLS costs; its start is counted apart.
  const standalone: Cell = cell.mode === "auto-mtls" ? { ...cell, mode: "mtls" } : cell;
  const client = await lab.client(cell.client);
  const listener = await lab.listener(standalone).catch(() => null);
  if (listener?.kind !== "serving") return 0;
  const tls = await clientTls(lab, standalone);
  const names = plan.steps.filter((name) => name !== "shutdown" && name !== "broker");
  const prove = () =>
    client.worker.prove({
      target: { kind: "address", ...listener.endpoint },
      tls,
      deadlineMs,
      keepOpen: false,
      steps: proofSteps(names, randomBytes(8).toString("hex")).map(({ step }) => step),
    });
  await prove();
  const pids = [client.worker.process.pid, listener.process.pid];
  const used = () => pids.reduce((total, pid) => total + cpuTimeMs(pid), 0);
  const before = used();
  for (let repeat = 0; repeat < proofRepeats; repeat++) await prove();
  return (used() - before) / proofRepeats;
};
