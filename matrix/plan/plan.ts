import { globToRegExp } from "../axes/glob.ts";
import type { Preset, StepName } from "../axes/preset.ts";
import { crossedCells, stepNames } from "../axes/preset.ts";
import { type Cell, keyTypes, type Mode, modes } from "../domain/cell.ts";
import { Misuse } from "../domain/misuse.ts";
import { named } from "./named.ts";

/** What a user picks out of a preset; an empty list picks everything. */
export type Selection = Readonly<{
  only: readonly string[];
  clients: readonly string[];
  servers: readonly string[];
  modes: readonly string[];
  keys: readonly string[];
}>;

export const everything: Selection = { only: [], clients: [], servers: [], modes: [], keys: [] };

/** A standalone server process and the cells that use its listeners. */
export type ServerPlan = Readonly<{
  implementation: string;
  tlsVersion: Cell["tlsVersion"];
  group: Cell["group"];
  transport: Cell["transport"];
  listeners: readonly ListenerPlan[];
}>;

type ListenerPlan = Readonly<{
  id: string;
  mode: Exclude<Mode, "auto-mtls">;
  serverKey: Cell["serverKey"];
  serverCertificate: Cell["serverCertificate"];
}>;

/** What every cell has to show, and how long its calls may take together. */
export type Proof = Pick<Preset, "deadlineMs"> & Readonly<{ steps: readonly StepName[] }>;

export type Plan = Readonly<{
  preset: string;
  proof: Proof;
  cells: readonly Cell[];
  clients: readonly string[];
  servers: readonly ServerPlan[];
}>;

/** Ids that a name picks: itself, and for a language its variants too. */
const picks = (name: string, id: string): boolean => id === name || id.startsWith(`${name}:`);

/**
 * The cells to run and the processes they need.
 *
 * @param known - ids of the implementations that exist.
 * @throws Misuse if a name is unknown or a pattern picks nothing.
 */
export const makePlan = (
  preset: Readonly<{ name: string; content: Preset }>,
  selection: Selection,
  known: readonly string[],
): Plan => {
  const all = crossedCells(preset.content);
  checkNames(all, selection, known);
  const patterns = selection.only.map((glob) => ({ glob, expression: globToRegExp(glob) }));
  for (const { glob, expression } of patterns) {
    if (!all.some((cell) => expression.test(cell.id))) {
      throw new Misuse(
        `--only '${glob}' matches no cell of preset ${preset.name}; ids look like ${all[0]?.id} (all of them: npm run matrix -- list --preset ${preset.name})`,
      );
    }
  }
  const wanted = (names: readonly string[], id: string) =>
    names.length === 0 || names.some((name) => picks(name, id));
  const cells = all.filter(
    (cell) =>
      (patterns.length === 0 || patterns.some(({ expression }) => expression.test(cell.id))) &&
      wanted(selection.clients, cell.client) &&
      wanted(selection.servers, cell.server) &&
      (selection.modes.length === 0 || selection.modes.includes(cell.mode)) &&
      (selection.keys.length === 0 ||
        [cell.clientKey, cell.serverKey].some(
          (key) => key !== null && selection.keys.includes(key),
        )),
  );
  if (cells.length === 0) {
    throw new Misuse(`no cell of preset ${preset.name} fits all of the given filters together`);
  }
  return planCells(preset.name, preset.content, cells);
};

/** The plan of given cells, without a selection. */
export const planCells = (
  preset: string,
  { steps, deadlineMs }: Proof,
  cells: readonly Cell[],
): Plan => ({
  preset,
  proof: { steps: stepNames.filter((name) => steps.includes(name)), deadlineMs },
  cells,
  clients: [...new Set(cells.map((cell) => cell.client))],
  servers: serverPlans(cells),
});

/** Listeners that differ in mode and key only share a process: more of them are almost free. */
export const serverPlans = (cells: readonly Cell[]): readonly ServerPlan[] => {
  const plans = new Map<string, ServerPlan & { listeners: ListenerPlan[] }>();
  for (const cell of cells) {
    if (cell.mode === "auto-mtls") continue;
    const { server, tlsVersion, group, transport } = cell;
    const processKey = serverProcessKey(cell);
    const plan = plans.get(processKey) ?? {
      implementation: server,
      tlsVersion,
      group,
      transport,
      listeners: [],
    };
    plans.set(processKey, plan);
    const id = listenerId(cell);
    if (!plan.listeners.some((listener) => listener.id === id)) {
      const { mode, serverKey, serverCertificate } = cell;
      plan.listeners.push({ id, mode, serverKey, serverCertificate });
    }
  }
  return [...plans.values()];
};

export const listenerId = (cell: Pick<Cell, "mode" | "serverKey" | "serverCertificate">): string =>
  [cell.mode, cell.serverKey, cell.serverCertificate].filter((part) => part !== null).join("/");

/** Cells with the same key share one standalone server process. */
export const serverProcessKey = (
  at: Pick<Cell, "server" | "tlsVersion" | "group" | "transport">,
): string => [at.server, at.tlsVersion, at.group, at.transport].join(" ");

const checkNames = (all: readonly Cell[], selection: Selection, known: readonly string[]) => {
  const check = (option: string, names: readonly string[], right: readonly string[]) => {
    for (const name of names) {
      if (!right.some((id) => picks(name, id))) {
        throw new Misuse(`${option} ${name}: there is no such name; it can be ${named(right)}`);
      }
    }
  };
  check("--client", selection.clients, known);
  check("--server", selection.servers, known);
  check("--mode", selection.modes, modes);
  check("--key", selection.keys, keyTypes);
  for (const cell of all) {
    for (const id of [cell.client, cell.server]) {
      if (!known.includes(id)) {
        throw new Misuse(
          `the preset names implementation ${id}, which no manifest under harness/ describes; there are ${named(known)}`,
        );
      }
    }
  }
};
