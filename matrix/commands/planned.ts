import { crossedCells } from "../axes/preset.ts";
import type { Implementation } from "../domain/implementation.ts";
import type { Route } from "../domain/route.ts";
import {
  presetNames,
  readExpectations,
  readImplementations,
  readPreset,
  readRoutes,
} from "../inputs/read-inputs.ts";
import { makePlan, type Plan } from "../plan/plan.ts";
import { checkPatterns, type Expectation } from "../verdict/expectations.ts";

export type SelectionOptions = Readonly<{
  preset: string;
  only: readonly string[];
  client: readonly string[];
  server: readonly string[];
  mode: readonly string[];
  key: readonly string[];
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
}>;

/**
 * @param preset - the one in use; null for none. Those of fixtures/presets are read in any case.
 * @throws Misuse, before anything is started.
 */
export const readInputs = async (
  preset: string | null,
  { harness }: HarnessOptions,
): Promise<Inputs> => {
  const names = new Set([...(await presetNames()), ...(preset === null ? [] : [preset])]);
  const presets = await Promise.all([...names].map(readPreset));
  const [implementations, routes, files] = await Promise.all([
    readImplementations(presets, harness),
    readRoutes(),
    readExpectations(presets),
  ]);
  const cells = presets.flatMap(({ content }) => crossedCells(content));
  for (const { file, expectations } of files) checkPatterns(expectations, cells, file);
  return {
    implementations,
    routes,
    expectations: files.flatMap(({ expectations }) => expectations),
  };
};

/** The plan that the options pick. @throws Misuse */
export const planned = async (
  options: SelectionOptions,
  { implementations, routes }: Inputs,
): Promise<Plan> =>
  makePlan(
    await readPreset(options.preset),
    {
      only: options.only,
      clients: options.client,
      servers: options.server,
      modes: options.mode,
      keys: options.key,
    },
    implementations.map(({ id }) => id),
    routes,
  );
