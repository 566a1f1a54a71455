import { behaviourNamed, behaviours } from "../../behaviours/behaviours.ts";
import { interopCaseNamed, interopCases } from "../../behaviours/interop/interop-cases.ts";
import {
  pluginBehaviourNamed,
  pluginBehaviours,
} from "../../behaviours/plugin/plugin-behaviours.ts";
import { coordinatesOf, directRoute, keyTypes, modes } from "../../domain/axes.ts";
import type { Cell, Mode } from "../../domain/cell.ts";
import { Misuse } from "../../domain/misuse.ts";
import type { Route } from "../../domain/route.ts";
import type { ServerSettings } from "../../domain/server-settings.ts";
import type { ThirdParties } from "../../domain/third-party.ts";
import { cellAt } from "../axes/cell-id.ts";
import { matchesGlob } from "../axes/glob.ts";
import type { Preset, StepName } from "../axes/preset.ts";
import { crossedCells, stepNames } from "../axes/preset.ts";
import { behind, routeOf } from "./behind.ts";
import { covering, type KnownEnd, type Strength } from "./covering.ts";
import { isLaunched } from "./launched.ts";
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
  /** {@link serverProcessKey} of its cells. */
  key: string;
  implementation: string;
  tlsVersion: Cell["tlsVersion"];
  group: Cell["group"];
  transport: Cell["transport"];
  settings: ServerSettings;
  listeners: readonly ListenerPlan[];
}>;

type ListenerPlan = Readonly<{
  id: string;
  mode: Exclude<Mode, "auto-mtls">;
  serverKey: Cell["serverKey"];
  serverCertificate: Cell["serverCertificate"];
}>;

/** What every cell has to show, and how long its calls may take together. */
export type Proof = Pick<Preset, "deadlineMs"> &
  Readonly<{
    steps: readonly StepName[];
    /** Ends of cells that are not written to CONTRACT.md, and show less. */
    thirdParties: ThirdParties;
  }>;

/** Without third parties, every end is written to CONTRACT.md. */
type AskedProof = Omit<Proof, "thirdParties"> & Partial<Proof>;

export type Plan = Readonly<{
  preset: string;
  proof: Proof;
  cells: readonly Cell[];
  clients: readonly string[];
  servers: readonly ServerPlan[];
  /** Those that cells take; direct is none. */
  routes: readonly Route[];
  /** Of what the preset says by its strength, before a selection; null where every cell of its crosses is meant. */
  covered: Covered | null;
}>;

/** What stands in the cells of a preset that has a strength. */
export type Covered = Readonly<{
  strength: Strength;
  cells: number;
  /** All of the crosses. */
  of: number;
  /** Combinations of values in the cells of the crosses, each of which stands in one of those that are run. */
  combinations: number;
}>;

export const coveredWords = ({ strength, cells, of, combinations }: Covered): string =>
  `${cells} of ${of} cells hold all ${combinations} ${strength === 2 ? "pairs" : "triples"} of values on their axes`;

/** Ids that a name picks: itself, and for a language its versions and variants too. */
const picks = (name: string, id: string): boolean =>
  id === name || id.startsWith(`${name}:`) || id.startsWith(`${name}@`);

/**
 * The cells to run and the processes they need.
 *
 * @param known - ids of the implementations that exist.
 * @param routes - those that exist.
 * @param thirdParties - those among the implementations.
 * @param expectations - ends that are known; a preset with a strength keeps a cell for each.
 * @throws Misuse if a name is unknown or a pattern picks nothing.
 */
export const makePlan = (
  preset: Readonly<{ name: string; content: Preset }>,
  selection: Selection,
  known: readonly string[],
  routes: readonly Route[] = [],
  thirdParties: ThirdParties = new Map(),
  expectations: readonly KnownEnd[] = [],
): Plan => {
  const { cells: meant, covered } = meantBy(preset.content, expectations);
  const all = withNamedVersions(meant, selection);
  checkNames(all, selection, known);
  checkRoutes(all, routes);
  checkBehaviours(all);
  for (const glob of selection.only) {
    if (!all.some((cell) => matchesGlob(glob, cell.id))) {
      throw new Misuse(
        `--only '${glob}' matches no cell of preset ${preset.name}; ids look like ${all[0]?.id} (all of them: handshake-matrix list --preset ${preset.name})`,
      );
    }
  }
  const wanted = (names: readonly string[], id: string) =>
    names.length === 0 || names.some((name) => picks(name, id));
  const cells = all.filter(
    (cell) =>
      (selection.only.length === 0 || selection.only.some((glob) => matchesGlob(glob, cell.id))) &&
      wanted(selection.clients, cell.client) &&
      wanted(selection.servers, cell.server) &&
      (selection.modes.length === 0 || selection.modes.includes(cell.mode)) &&
      (selection.keys.length === 0 ||
        [cell.clientKey, cell.serverKey].some(
          (key) => key !== null && selection.keys.includes(key),
        )),
  );
  if (cells.length === 0) throw nothingPicked(preset.name, all, selection);
  return { ...planCells(preset.name, { ...preset.content, thirdParties }, cells, routes), covered };
};

const nothingPicked = (
  preset: string,
  all: readonly Cell[],
  { clients, servers }: Pick<Selection, "clients" | "servers">,
): Misuse => {
  const absent = (["client", "server"] as const).flatMap((end) =>
    (end === "client" ? clients : servers)
      .filter((name) => !all.some((cell) => picks(name, cell[end])))
      .map((name) => `${end} ${name}`),
  );
  return new Misuse(
    absent.length === 0
      ? `no cell of preset ${preset} fits all of the given filters together`
      : `preset ${preset} has no cell with ${absent.join(", nor with ")}; without --preset an implementation of your own meets others, and a preset of your own can name any`,
  );
};

/**
 * The cells, and those of a language once more with each version of it that is picked by its id and that the preset does not
 * name itself.
 */
const withNamedVersions = (
  cells: readonly Cell[],
  { clients, servers }: Pick<Selection, "clients" | "servers">,
): readonly Cell[] => {
  const on = (end: "client" | "server", names: readonly string[], some: readonly Cell[]) =>
    names
      .filter((name) => name.includes("@") && !some.some((cell) => cell[end] === name))
      .flatMap((name) =>
        some
          .filter((cell) => cell[end] === name.split("@")[0])
          .map((cell) => cellAt({ ...coordinatesOf(cell), [end]: name })),
      );
  const withClients = [...cells, ...on("client", clients, cells)];
  return [...withClients, ...on("server", servers, withClients)];
};

const meantBy = (
  content: Pick<Preset, "cross" | "strength">,
  expectations: readonly KnownEnd[],
): Pick<Plan, "cells" | "covered"> => {
  const all = crossedCells(content);
  const { strength } = content;
  if (strength === undefined) return { cells: all, covered: null };
  const { cells, combinations } = covering(all, strength, expectations);
  return { cells, covered: { strength, cells: cells.length, of: all.length, combinations } };
};

/** The plan of given cells, without a selection. */
export const planCells = (
  preset: string,
  { steps, deadlineMs, thirdParties = new Map() }: AskedProof,
  cells: readonly Cell[],
  routes: readonly Route[] = [],
): Plan => ({
  preset,
  proof: { steps: stepNames.filter((name) => steps.includes(name)), deadlineMs, thirdParties },
  cells,
  clients: [...new Set(cells.map((cell) => cell.client))],
  servers: serverPlans(
    cells
      .filter((cell) => !isLaunched(cell, thirdParties) && !endsServer(cell))
      .map((cell) => behind(cell, routeOf(cell, routes))),
  ),
  routes: routes.filter(({ name }) => cells.some(({ route }) => route === name)),
  covered: null,
});

/**
 * Listeners that differ in mode and key only share a process: more of them are almost free.
 *
 * @param cells - none whose server its client starts.
 */
export const serverPlans = (cells: readonly Cell[]): readonly ServerPlan[] => {
  const plans = new Map<string, ServerPlan & { listeners: ListenerPlan[] }>();
  for (const cell of cells) {
    const { server, mode, tlsVersion, group, transport } = cell;
    if (mode === "auto-mtls") throw new Error(`${cell.id} has no standalone server`);
    const key = serverProcessKey(cell);
    const plan = plans.get(key) ?? {
      key,
      implementation: server,
      tlsVersion,
      group,
      transport,
      settings: settingsOf(cell),
      listeners: [],
    };
    plans.set(key, plan);
    const id = listenerId(cell);
    if (!plan.listeners.some((listener) => listener.id === id)) {
      const { serverKey, serverCertificate } = cell;
      plan.listeners.push({ id, mode, serverKey, serverCertificate });
    }
  }
  return [...plans.values()];
};

export const listenerId = (cell: Pick<Cell, "mode" | "serverKey" | "serverCertificate">): string =>
  [cell.mode, cell.serverKey, cell.serverCertificate].filter((part) => part !== null).join("/");

/** Cells with the same key share one standalone server process. */
export const serverProcessKey = (
  at: Pick<Cell, "server" | "tlsVersion" | "group" | "transport" | "behaviour">,
): string =>
  [at.server, at.tlsVersion, at.group, at.transport, JSON.stringify(settingsOf(at))].join(" ");

/** Whether a cell ends its server, so that it has one of its own. */
export const endsServer = ({ behaviour }: Pick<Cell, "behaviour">): boolean =>
  behaviour !== null && (behaviourNamed(behaviour)?.endsServer ?? false);

const settingsOf = ({ behaviour }: Pick<Cell, "behaviour">): ServerSettings =>
  (behaviour === null ? undefined : behaviourNamed(behaviour)?.settings) ?? {};

/** @throws Misuse if a cell takes a route that no file describes, or that does not go with its mode. */
export const checkRoutes = (cells: readonly Cell[], routes: readonly Route[]): void => {
  for (const { id, route, mode } of cells) {
    if (route === directRoute) continue;
    const known = routes.find(({ name }) => name === route);
    if (known?.modes.includes(mode)) continue;
    if (known) {
      throw new Misuse(
        `${id}: route ${route} does not go with mode ${mode}; it can be ${known.modes.join(", ")}`,
      );
    }
    const names = [directRoute, ...routes.map(({ name }) => name)].join(", ");
    throw new Misuse(
      `there is no route ${route}, which fixtures/routes would have to describe; there are ${names}`,
    );
  }
};

/** @throws Misuse if a cell has a behaviour that nobody knows, or that does not go with its mode. */
export const checkBehaviours = (cells: readonly Cell[]): void => {
  for (const { id, server, behaviour, mode } of cells) {
    if (behaviour === null) continue;
    const isOfPlugins = pluginBehaviourNamed(behaviour) !== undefined;
    const ofCalls = behaviourNamed(behaviour);
    if (!isOfPlugins && ofCalls === undefined && !interopCaseNamed(behaviour)) {
      const all = [...behaviours, ...pluginBehaviours, ...interopCases];
      const names = all.map(({ name }) => name).join(", ");
      throw new Misuse(`${id}: there is no behaviour ${behaviour}; there are ${names}`);
    }
    const only = ofCalls?.server;
    if (only !== undefined && only !== server) {
      throw new Misuse(`${id}: behaviour ${behaviour} can only be tried against server ${only}`);
    }
    const right: readonly Mode[] = isOfPlugins ? ["none", "auto-mtls"] : ["none", "tls", "mtls"];
    if (!right.includes(mode)) {
      throw new Misuse(
        `${id}: behaviour ${behaviour} does not go with mode ${mode}; it can be ${right.join(", ")}`,
      );
    }
  }
};

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
