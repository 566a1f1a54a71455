/**
 * What a client is asked. A negative test of a client asks the same as a proof, and is made here too: a client that can
 * tell them apart may verify its server in the one and not in the other.
 */
import { randomBytes } from "node:crypto";
import { behaviourNamed } from "../../behaviours/behaviours.ts";
import type { Cell } from "../../domain/cell.ts";
import type { ClientTls, ProveRequest } from "../../domain/prove.ts";
import type { ThirdParty } from "../../domain/third-party.ts";
import type { Endpoint } from "../observe/tap.ts";
import { owedBy } from "../plan/owed.ts";
import type { Proof } from "../plan/plan.ts";
import type { PluginSlot } from "../supervise/plugin-registry.ts";
import type { ProcessFolder } from "./process-folder.ts";
import { startLimitMs } from "./start-limit.ts";
import { isCallStep, type ProofRound, proofSteps, type Serves, servesContract } from "./steps.ts";
import type { Testbed } from "./testbed.ts";

/** A request, and what must come back of each of its steps. */
export type Asked = Readonly<{ request: ProveRequest; rounds: readonly ProofRound[] }>;

type Asking = Pick<Cell, "client" | "server" | "mode" | "behaviour">;

const roundsOf = (cell: Asking, { steps, thirdParties }: Proof): readonly ProofRound[] => {
  const owed = owedBy(cell, steps, thirdParties).steps.filter(isCallStep);
  return proofSteps(owed, randomBytes(8).toString("hex"), servesOf(thirdParties.get(cell.server)));
};

const servesOf = (server: ThirdParty | undefined): Serves =>
  server?.kind === "grpc" && server.server
    ? { health: server.server.health ?? "", call: server.server.call }
    : servesContract;

const stepsOf = (rounds: readonly ProofRound[]) => rounds.map(({ step }) => step);

/** `none`, `tls`, `mtls`: to dial whoever listens at `endpoint`. */
export const askedAt = (endpoint: Endpoint, cell: Asking, proof: Proof, tls: ClientTls): Asked => {
  const rounds = roundsOf(cell, proof);
  const settings = cell.behaviour === null ? {} : behaviourNamed(cell.behaviour)?.clientSettings;
  const target = { kind: "address", ...endpoint, ...settings } as const;
  const { deadlineMs } = proof;
  return { request: { target, tls, deadlineMs, keepOpen: false, steps: stepsOf(rounds) }, rounds };
};

export type AskedOfPlugin = Asked &
  Readonly<{
    slot: PluginSlot;
    /** The plugin's. */
    folder: ProcessFolder;
    /** Ends what the request left open; only where that passed, the plugin is asked to end itself. */
    ending(session: string, passed: boolean): Asked;
  }>;

/**
 * `auto-mtls`: to start the cell's plugin, or a decoy in its place. The deadline bounds the start too, which the client
 * measures: what the start leaves over is the calls'.
 */
export const askedOfPlugin = async (
  testbed: Pick<Testbed, "registry" | "startup" | "pluginConfig">,
  cell: Cell,
  proof: Proof,
  tls: ClientTls,
  taker: "plugin" | "decoy",
): Promise<AskedOfPlugin> => {
  const { argv, environment, protocolVersion, folder } = testbed.startup(cell.server, "plugin");
  const slot = testbed.registry.slot(argv, taker);
  const all = roundsOf(cell, proof);
  const rounds = all.filter(({ step }) => step.name !== "shutdown");
  const { deadlineMs } = proof;
  return {
    slot,
    folder,
    rounds,
    request: {
      target: {
        kind: "plugin",
        argv: slot.argv,
        environment: { ...environment, KV_SERVER_CONFIG: await testbed.pluginConfig(cell, folder) },
        protocolVersion,
        startTimeoutMs: startLimitMs,
      },
      tls,
      deadlineMs: deadlineMs + startLimitMs,
      keepOpen: true,
      steps: stepsOf(rounds),
    },
    ending: (id, passed) => {
      const last = all.filter(({ step }) => step.name === "shutdown");
      const steps = passed ? stepsOf(last) : [];
      const target = { kind: "session", id } as const;
      return { request: { target, tls, deadlineMs, keepOpen: false, steps }, rounds: last };
    },
  };
};
