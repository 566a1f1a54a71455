import { directRoute } from "../domain/axes.ts";
import type { Cell } from "../domain/cell.ts";
import type { Implementation } from "../domain/implementation.ts";
import type { Route } from "../domain/route.ts";
import type { Shard, ShardNumber } from "../domain/shard.ts";
import { crossedCells } from "./axes/preset.ts";
import {
  type ExpectationsFile,
  type NamedPreset,
  presetNames,
  readExpectations,
  readImplementations,
  readPreset,
  readRoutes,
} from "./inputs/read-inputs.ts";
import { makePlan, type Plan } from "./plan/plan.ts";
import { type Durations, shardOf } from "./plan/shards.ts";
import { checkThirdParties } from "./plan/third-parties.ts";
import { checkPatterns, type Expectation, withoutCell } from "./verdict/expectations.ts";

export type SelectionOptions = Readonly<{
  preset: string;
  only: readonly string[];
  client: readonly string[];
  server: readonly string[];
  mode: readonly string[];
  key: readonly string[];
  /** A part of what is picked; null for all of it. */
  shard: ShardNumber | null;
  /** How long cells took before: what a shard is cut by. */
  durations: Durations;
}> &
  HarnessOptions;

export type HarnessOptions = Readonly<{
  /** Folders of implementations beside those under harness/. */
  harness: readonly string[];
}>;

export type Inputs = Readonly<{
  implementations: readonly Implementation[];
  routes: readonly Route[];
  expectations: readonly Expectation[];
  /** null where the plan is no part of another. */
  shard: Shard | null;
}>;

/**
 * The implementations, routes and expectations that a preset names; without a preset, those that any of
 * fixtures/presets names.
 *
 * @throws Misuse, before anything is started.
 */
export const readInputs = async (
  preset: NamedPreset | null,
  { harness }: HarnessOptions,
): Promise<Inputs> => {
  const presets = preset === null ? await everyPreset() : [preset];
  const cells = presets.flatMap(({ content }) => crossedCells(content));
  const hasRoutes = preset === null || cells.some(({ route }) => route !== directRoute);
  const [implementations, routes, files] = await Promise.all([
    readImplementations(presets, harness),
    hasRoutes ? readRoutes() : [],
    readExpectations(presets),
  ]);
  await checkExpectations(files, cells);
  return {
    implementations,
    routes,
    expectations: files.flatMap(({ expectations }) => expectations),
    shard: null,
  };
};

export const everyPreset = async (): Promise<readonly NamedPreset[]> =>
  Promise.all((await presetNames()).map(readPreset));

/** An expectation that fits no cell may be for another preset; they are read only then, which takes 70 ms. */
const checkExpectations = async (
  files: readonly ExpectationsFile[],
  cells: readonly Cell[],
): Promise<void> => {
  const open = files.map(({ file, expectations }) => ({
    file,
    expectations: withoutCell(expectations, cells),
  }));
  if (open.every(({ expectations }) => expectations.length === 0)) return;
  const others = (await everyPreset()).flatMap(({ content }) => crossedCells(content));
  for (const { file, expectations } of open) checkPatterns(expectations, others, file);
};

/** The plan that the options pick, and what it is made from. @throws Misuse */
export const planned = async (
  options: SelectionOptions,
): Promise<Readonly<{ plan: Plan; inputs: Inputs }>> => {
  const preset = await readPreset(options.preset);
  const inputs = await readInputs(preset, options);
  const { only, client, server, mode, key } = options;
  const plan = makePlan(
    preset,
    { only, clients: client, servers: server, modes: mode, keys: key },
    inputs.implementations.map(({ id }) => id),
    inputs.routes,
  );
  checkThirdParties(plan, inputs.implementations);
  if (options.shard === null) return { plan, inputs };
  const part = shardOf(plan, options.shard, options.durations);
  return { plan: part.plan, inputs: { ...inputs, shard: part.shard } };
};
