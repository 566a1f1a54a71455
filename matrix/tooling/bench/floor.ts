import { randomBytes } from "node:crypto";
import type { Plan } from "../../run/plan/plan.ts";
import { clientTls } from "../../run/proof/run-standalone-cell.ts";
import { startLimitMs } from "../../run/proof/start-limit.ts";
import type { Startup } from "../../run/proof/startup.ts";
import { isCallStep, proofSteps } from "../../run/proof/steps.ts";
import type { Testbed } from "../../run/proof/testbed.ts";
import { slots } from "../../run/supervise/slots.ts";
import { start } from "../../run/supervise/start.ts";
import { cpuTimeMs, cpuTimeWithEndedMs } from "./cpu-time.ts";

/**
 * What a run costs at least, in processor time: the start of every process it needs, and of each cell
 * the handshake and the calls, without tap, controls and orchestrator.
 *
 * floor = (starts of workers and servers + plugins with their proofs + other proofs) / processors
 *
 * Each is measured while every other processor does the same, as in a run: two threads of one core
 * take longer than one alone, and a processor that is alone clocks higher.
 */
export type Floor = Readonly<{
  startsMs: number;
  pluginsMs: number;
  proofsMs: number;
  floorMs: number;
}>;

/** A start is measured so often, and the median taken. */
const startRepeats = 5;

/** Passes over all proofs, after one that warms the processes up. */
const proofRepeats = 3;

export type FloorOptions = Readonly<{
  plan: Plan;
  cores: number;
  /** A laboratory in which every client and server of the plan runs. */
  testbed: Testbed;
}>;

export const measureFloor = async ({ plan, cores, testbed }: FloorOptions): Promise<Floor> => {
  const startsMs = await sum(plan.clients, cores, async (id) => {
    const request = `${JSON.stringify({ jsonrpc: "2.0", id: 1, method: "describe", params: {} })}\n`;
    return startCost(testbed.startup(id, "client"), {}, request);
  });
  const serverStartsMs = await sum(plan.servers, cores, async (server) => {
    const startup = testbed.startup(server.implementation, "server");
    return startCost(startup, await testbed.serverConfig(server, startup.folder), null);
  });
  const pluginsMs = await pluginsCost({ plan, cores, testbed });
  const proofsMs = await proofsCost({ plan, cores, testbed });
  const total = startsMs + serverStartsMs + pluginsMs + proofsMs;
  return {
    startsMs: startsMs + serverStartsMs,
    pluginsMs,
    proofsMs,
    floorMs: total / cores,
  };
};

const sum = async <T>(
  items: readonly T[],
  cores: number,
  cost: (item: T) => Promise<number>,
): Promise<number> => {
  const slot = slots(cores);
  const costs = await Promise.all(items.map((item) => slot(() => cost(item))));
  return costs.reduce((total, one) => total + one, 0);
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Processor time from the start of a process to its first line, and of its end. */
const startCost = async (
  { launcher, argv, environment }: Startup,
  further: Readonly<Record<string, string>>,
  input: string | null,
): Promise<number> => {
  const costs: number[] = [];
  for (let repeat = 0; repeat < startRepeats; repeat++) {
    const process = start({
      launcher,
      argv,
      environment: { BASIC_PLUGIN: "hello", ...environment, ...further },
      lineLimitBytes: 1024 * 1024,
      onLine: () => void process.stop(),
    });
    if (input !== null) process.stdin.write(input);
    const end = await process.ended.within(startLimitMs, "the end of a started program");
    if (end.kind === "exited") costs.push(end.cpuMs);
  }
  return median(costs);
};

/** Processor time of all auto-mTLS cells: a client starts the plugin itself, proves, and shuts it down. */
const pluginsCost = async ({ plan, cores, testbed }: FloorOptions): Promise<number> => {
  const pids = new Set<number>();
  const slot = slots(cores);
  const cells = await Promise.all(
    plan.cells
      .filter(({ mode }) => mode === "auto-mtls")
      .map(async (cell) => {
        const client = await testbed.clients.shared(cell.client);
        pids.add(client.worker.process.pid);
        return { cell, client };
      }),
  );
  const used = () => [...pids].reduce((total, pid) => total + cpuTimeWithEndedMs(pid), 0);
  const before = used();
  await Promise.all(
    cells.map(({ cell, client }) =>
      slot(async () => {
        const { clientKey } = cell;
        if (clientKey === null) return;
        const plugin = testbed.startup(cell.server, "plugin");
        await client.worker.prove({
          target: {
            kind: "plugin",
            argv: plugin.argv,
            environment: {
              ...plugin.environment,
              KV_SERVER_CONFIG: await testbed.pluginConfig(cell, plugin.folder),
            },
            startTimeoutMs: startLimitMs,
          },
          tls: {
            mode: "auto-mtls",
            keyType: clientKey,
            key: client.folder.copyOf((await testbed.pki.client(clientKey)).key),
          },
          deadlineMs: plan.proof.deadlineMs + startLimitMs,
          keepOpen: false,
          steps: proofSteps(
            plan.proof.steps.filter(isCallStep),
            randomBytes(8).toString("hex"),
          ).map(({ step }) => step),
        });
      }),
    ),
  );
  return used() - before;
};

/** Processor time of all clients and servers for every standalone proof over direct connections. */
const proofsCost = async ({ plan, cores, testbed }: FloorOptions): Promise<number> => {
  const names = plan.proof.steps
    .filter(isCallStep)
    .filter((name) => name !== "shutdown" && name !== "broker");
  const pids = new Set<number>();
  const standalone = plan.cells.filter(({ mode }) => mode !== "auto-mtls");
  const ready = await Promise.all(
    standalone.map(async (cell) => {
      const client = await testbed.clients.shared(cell.client);
      const listener = await testbed.servers.shared(cell);
      if (listener.kind !== "serving") return null;
      pids.add(client.worker.process.pid).add(listener.process.pid);
      return { client, listener, tls: await clientTls(testbed, cell, client.folder) };
    }),
  );
  const slot = slots(2 * cores);
  const pass = () =>
    Promise.all(
      ready.map((one) =>
        slot(async () => {
          await one?.client.worker.prove({
            target: { kind: "address", ...one.listener.endpoint },
            tls: one.tls,
            deadlineMs: plan.proof.deadlineMs,
            keepOpen: false,
            steps: proofSteps(names, randomBytes(8).toString("hex")).map(({ step }) => step),
          });
        }),
      ),
    );
  const used = () => [...pids].reduce((total, pid) => total + cpuTimeMs(pid), 0);
  await pass();
  const before = used();
  for (let repeat = 0; repeat < proofRepeats; repeat++) await pass();
  return (used() - before) / proofRepeats;
};
