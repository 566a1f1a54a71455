import type { Cell } from "../../domain/cell.ts";
import type { CellEvidence } from "../../domain/evidence.ts";
import type { ThirdParty } from "../../domain/third-party.ts";
import type { Attempt } from "../evidence/attempt.ts";
import { isLaunched } from "../plan/launched.ts";
import { endsServer, type Proof } from "../plan/plan.ts";
import { slots } from "../supervise/slots.ts";
import { HarnessFault } from "../supervise/worker.ts";
import { clientControlRegistry } from "./client-control-registry.ts";
import type { RunningClient } from "./client-pool.ts";
import { processEvidence } from "./collect.ts";
import { configuredByPlugin, configuredFor, kvHost } from "./configured.ts";
import { frontControlRegistry } from "./front-control-registry.ts";
import { hostControlRegistry } from "./host-control-registry.ts";
import { programControlRegistry } from "./program-control-registry.ts";
import { runHostCell } from "./run-host-cell.ts";
import { runPluginCell } from "./run-plugin-cell.ts";
import { runProgramCell } from "./run-program-cell.ts";
import { runStandaloneCell } from "./run-standalone-cell.ts";
import type { RunningListener } from "./server-pool.ts";
import type { Testbed } from "./testbed.ts";

/** Waits for a turn among the cells. */
export type Slot = (act: () => Promise<Attempt>) => Promise<Attempt>;

/** Which of a cell's processes are its own, and not shared with others. */
type Own = Readonly<{ client: boolean; server: boolean }>;

/**
 * Runs cells in a testbed; a fault of the harness becomes a cell that was not run. A cell in which a shared process died
 * is run again with one of its own: it may be the cell that killed it, or one of those that were beside it.
 */
export const cellRunner = (testbed: Testbed, proof: Proof) => {
  const controls = {
    clientControls: clientControlRegistry(testbed, proof),
    frontControls: frontControlRegistry(testbed),
    programControls: programControlRegistry(testbed, proof),
    hostControls: hostControlRegistry(testbed, proof),
  };
  const alone = slots(1);

  /** A client of others lives for its cell, and so does what a host of others starts. */
  const ofOthers = async (
    client: ThirdParty,
    cell: Cell,
    slot: Slot,
    listener: () => Promise<RunningListener>,
  ): Promise<Attempt> => {
    if (client.kind === "host") {
      return slot(() => runHostCell(testbed, cell, proof, client, controls.hostControls));
    }
    if (client.kind !== "grpc" || !client.client) throw new Error(`${cell.client} is no client`);
    const { client: program } = client;
    const first = await listener();
    if (first.kind !== "serving") return noServer(testbed, cell, null, first);
    return slot(async () => {
      const serving = await listener();
      return serving.kind === "serving"
        ? runProgramCell(testbed, cell, proof, program, serving, controls)
        : noServer(testbed, cell, null, serving);
    });
  };

  const attempt = async (cell: Cell, slot: Slot, own: Own): Promise<Tried> => {
    const hired: Hired = { client: null, listener: null };
    const client = async () => {
      const known = hired.client;
      // The one that ran before the cell waited for its turn may have died since.
      if (known && (own.client || !known.worker.isDead())) return known;
      hired.client = await testbed.clients[own.client ? "own" : "shared"](cell.client);
      return hired.client;
    };
    const listener = async () => {
      const known = hired.listener;
      if (known && (own.server || known.kind !== "serving" || !known.process.hasEnded()))
        return known;
      hired.listener = await testbed.servers[own.server ? "own" : "shared"](cell);
      return hired.listener;
    };
    let mark = 0;
    try {
      const others = proof.thirdParties.get(cell.client);
      if (others) return tried(await ofOthers(others, cell, slot, listener), hired);
      mark = (await client()).worker.process.stderr.total;
      if (isLaunched(cell, proof.thirdParties)) {
        const run = async () =>
          runPluginCell(testbed, cell, proof, await client(), controls.clientControls);
        return tried(await slot(run), hired);
      }
      const first = await listener();
      if (first.kind !== "serving") {
        return tried(await noServer(testbed, cell, await client(), first), hired);
      }
      const run = async () => {
        const [running, serving] = [await client(), await listener()];
        // What starts again may refuse what it did before.
        if (serving.kind !== "serving") return noServer(testbed, cell, running, serving);
        return runStandaloneCell(testbed, cell, proof, running, serving, controls);
      };
      return tried(await slot(run), hired);
    } catch (error) {
      if (!(error instanceof HarnessFault)) throw error;
      const evidence = hired.client && (await evidenceOf(testbed, cell, hired.client, mark));
      const { message: reason } = error;
      return tried({ kind: "not-run", because: "harness-fault", reason, evidence }, hired);
    } finally {
      if (own.client) await hired.client?.worker.process.stop();
      if (own.server && hired.listener?.kind === "serving") await hired.listener.process.stop();
    }
  };

  return {
    /** Waits for the processes that a cell needs, then runs it inside `slot`. */
    run: async (cell: Cell, slot: Slot): Promise<Attempt> => {
      const own: Own = {
        client: testbed.deaths.isFragile(`client ${cell.client}`),
        server: testbed.deaths.isFragile(`server ${cell.server}`) || endsServer(cell),
      };
      const first = await attempt(cell, slot, own);
      const clientDied = first.clientDied && !own.client;
      const serverDied = first.serverDied && !own.server;
      if (!clientDied && !serverDied) return first.attempt;
      const again = { client: own.client || clientDied, server: own.server || serverDied };
      return (await alone(() => attempt(cell, slot, again))).attempt;
    },
  };
};

type Hired = { client: RunningClient | null; listener: RunningListener | null };

type Tried = Readonly<{ attempt: Attempt; clientDied: boolean; serverDied: boolean }>;

/** Who died is of interest only where the cell has nothing to show. */
const tried = (attempt: Attempt, { client, listener }: Hired): Tried => {
  const passed = attempt.kind === "tried" && attempt.steps.every((step) => step.passed);
  return {
    attempt,
    clientDied: !passed && (client?.worker.isDead() ?? false),
    serverDied: !passed && listener?.kind === "serving" && listener.process.hasEnded(),
  };
};

type NotServing = Exclude<RunningListener, { kind: "serving" }>;

const noServer = async (
  testbed: Testbed,
  cell: Cell,
  client: RunningClient | null,
  listener: NotServing,
): Promise<Attempt> => {
  switch (listener.kind) {
    case "unsupported":
      return { kind: "unsupported", by: `server ${cell.server}`, reason: listener.reason };
    case "broken": {
      const evidence: CellEvidence = {
        ...(await evidenceOf(testbed, cell, client, 0)),
        server: processEvidence(listener.process.stderr.since(0), listener.end, true),
        handshakeLine: listener.line?.shown() ?? null,
        announcementFault: listener.fault,
      };
      return { kind: "no-server", phase: listener.phase, reason: listener.reason, evidence };
    }
  }
};

/**
 * Where there was no connection, or nobody says what became of it: what the client printed.
 *
 * @param client - null where none was started.
 */
const evidenceOf = async (
  testbed: Testbed,
  cell: Cell,
  client: RunningClient | null,
  mark: number,
): Promise<CellEvidence> => ({
  connections: [],
  upstream: null,
  client: client && processEvidence(client.worker.process.stderr.since(mark), null, true),
  server: null,
  handshakeLine: null,
  announcementFault: null,
  serverCertificateInLine: null,
  clientCertificateInEnvironment: null,
  trials: [],
  verification: null,
  configured:
    cell.mode === "auto-mtls"
      ? configuredByPlugin(new Date(), kvHost)
      : await configuredFor(testbed, cell, new Date()),
  report: null,
});
