import { z } from "zod";
import { directRoute } from "../domain/axes.ts";
import type { Cell } from "../domain/cell.ts";
import type { Implementation } from "../domain/implementation.ts";
import { Misuse } from "../domain/misuse.ts";
import type { Route } from "../domain/route.ts";
import type { Shard, ShardNumber } from "../domain/shard.ts";
import { places } from "../places.ts";
import { ownPresetName } from "./axes/own-preset-name.ts";
import { crossedCells } from "./axes/preset.ts";
import { kept } from "./inputs/kept.ts";
import type { Project } from "./inputs/project.ts";
import {
  type ExpectationsFile,
  type NamedPreset,
  type Needs,
  needsOf,
  noNeeds,
  presetNames,
  presetTexts,
  readExpectations,
  readImplementations,
  readManifest,
  readPreset,
  readProject,
  readRoutes,
} from "./inputs/read-inputs.ts";
import { usualImplementations } from "./inputs/usual-implementations.ts";
import { withVersions } from "./inputs/versions.ts";
import { ownPreset } from "./plan/own-preset.ts";
import { makePlan, type Plan } from "./plan/plan.ts";
import { type Durations, shardOf } from "./plan/shards.ts";
import { checkThirdParties, thirdPartiesAmong } from "./plan/third-parties.ts";
import { checkPatterns, type Expectation, withoutCell } from "./verdict/expectations.ts";

export type SelectionOptions = Readonly<{
  /**
   * Its name, or the path of its file. Without it, implementations of one's own meet those of `default`, and where there is none
   * the preset `default` is meant.
   */
  preset?: string | undefined;
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
  /** Folders of implementations beside those under harness/ and those of the project. */
  harness: readonly string[];
  /** The project's file; without it, the one in the working folder, if there is one. */
  project?: string | undefined;
}>;

export type Inputs = Readonly<{
  implementations: readonly Implementation[];
  routes: readonly Route[];
  expectations: readonly Expectation[];
  /** null where the plan is no part of another. */
  shard: Shard | null;
}>;

/** What comes from the user's repository. */
type Own = Readonly<{
  project: Project;
  /** Every folder of an implementation of the user's own. */
  folders: readonly string[];
}>;

const readOwn = async ({ harness, project: file }: HarnessOptions): Promise<Own> => {
  const project = await readProject(file);
  return { project, folders: [...project.implementations, ...harness] };
};

/**
 * The implementations and expectations that any of fixtures/presets and of the project names, and routes where a cell has one.
 *
 * @param cells - of no preset; versions among their ends are there for that.
 * @throws Misuse, before anything is started.
 */
export const readInputs = async (
  cells: readonly Cell[],
  options: HarnessOptions,
): Promise<Inputs> => {
  const own = await readOwn(options);
  const { needs, ends } = await everyNeed(own.project);
  const named = [...ends, ...cells.flatMap(({ client, server }) => [client, server])];
  const { inputs, files } = await inputsOf(needs, cells, named, own);
  await checkExpectations(files, [], own);
  return inputs;
};

const inputsOf = async (
  needs: Needs,
  cells: readonly Cell[],
  named: readonly string[],
  own: Own,
): Promise<Readonly<{ inputs: Inputs; files: readonly ExpectationsFile[] }>> => {
  const [implementations, routes, files] = await Promise.all([
    readImplementations(needs, own.folders),
    cells.some(({ route }) => route !== directRoute) ? readRoutes() : [],
    readExpectations(needs, own.project),
  ]);
  const inputs = {
    implementations: withVersions(implementations, named),
    routes,
    expectations: files.flatMap(({ expectations }) => expectations),
    shard: null,
  };
  return { inputs, files };
};

const endsOf = ({ content }: NamedPreset): readonly string[] =>
  content.cross.flatMap(({ client, server }) => [...client, ...server]);

/** What all presets need together, made once for the same texts: to read them all takes longer than a cell's handshake. */
const everyNeed = async (project: Pick<Project, "presets">): Promise<EveryNeed> => {
  // What is kept may be of another copy of the tool, and the paths are of this one.
  const subject = JSON.stringify(["what presets need", places.presets, await presetTexts(project)]);
  const before =
    project.presets.size === 0 ? everyNeedSchema.safeParse(kept.valueOf(subject)) : null;
  if (before?.success) return before.data;
  const presets = await everyPreset(project);
  const needs = presets.map(needsOf);
  const every: EveryNeed = {
    needs: {
      implementations: [...new Set(needs.flatMap(({ implementations }) => implementations))],
      expectations: [...new Set(needs.flatMap(({ expectations }) => expectations))],
    },
    ends: [...new Set(presets.flatMap(endsOf))],
  };
  if (project.presets.size === 0) kept.keep(subject, every);
  return every;
};

const everyNeedSchema = z.strictObject({
  needs: z.strictObject({
    implementations: z.array(z.string()).readonly(),
    expectations: z.array(z.string()).readonly(),
  }),
  ends: z.array(z.string()).readonly(),
});

type EveryNeed = Readonly<z.infer<typeof everyNeedSchema>>;

const everyPreset = async (project: Pick<Project, "presets">): Promise<readonly NamedPreset[]> =>
  Promise.all((await presetNames(project)).map((name) => readPreset(name, project)));

/** Every cell that a preset, or the meeting of one's own implementations with those of `default`, can have. */
const everyCell = async (own: Own): Promise<readonly Cell[]> => {
  const presets = await everyPreset(own.project);
  const meeting = own.folders.length > 0 ? [await meetingOf(own)] : [];
  return [...presets, ...meeting].flatMap(({ content }) => crossedCells(content));
};

/**
 * An expectation that fits no cell may be for another preset. To hold some hundred of them against some thousand cells takes
 * as long as a cell: it is done once for the same patterns and presets, or whenever there are implementations of one's own.
 *
 * @throws Misuse naming the pattern that fits no cell at all.
 */
const checkExpectations = async (
  files: readonly ExpectationsFile[],
  cells: readonly Cell[],
  own: Own,
): Promise<void> => {
  const open = files.map(({ file, expectations }) => ({
    file,
    expectations: withoutCell(expectations, cells),
  }));
  if (open.every(({ expectations }) => expectations.length === 0)) return;
  const patterns = open.map(({ expectations }) => expectations.map(({ pattern }) => pattern));
  const subject = JSON.stringify([patterns, await presetTexts(own.project)]);
  if (own.folders.length === 0 && kept.valueOf(subject) === everyPatternFits) return;
  const others = await everyCell(own);
  for (const { file, expectations } of open) checkPatterns(expectations, others, file);
  kept.keep(subject, everyPatternFits);
};

const everyPatternFits = "every pattern fits a cell";

/** The preset in which one's own implementations meet those of `default`; variants are left out. */
const meetingOf = async ({ folders }: Own): Promise<NamedPreset> => {
  const plainOf = (implementations: readonly Implementation[]) =>
    implementations.flatMap(({ id }) => (id.includes(":") ? [] : [id]));
  const [own, all, usual] = await Promise.all([
    Promise.all(folders.map(readManifest)),
    readImplementations(noNeeds, folders),
    usualImplementations(),
  ]);
  const ids = plainOf(own.flat());
  const others = plainOf(all).filter((id) => usual.has(id) && !ids.includes(id));
  const content = ownPreset(ids, others, thirdPartiesAmong([...own.flat(), ...all]));
  if (content.cross.length === 0) {
    throw new Misuse(
      `${ids.join(", ")} can meet none of ${others.join(", ")} as far as manifests say: name those that it can meet with --harness too, or a preset with --preset`,
    );
  }
  return { name: ownPresetName, folder: process.cwd(), content };
};

const presetOf = async (name: string | undefined, own: Own): Promise<NamedPreset> => {
  if (own.folders.length > 0 && (name === undefined || name === ownPresetName)) {
    return meetingOf(own);
  }
  return readPreset(name ?? "default", own.project);
};

/** What a run of a whole preset is held against. @throws Misuse */
export const wholePreset = async (
  name: string,
  options: HarnessOptions,
): Promise<
  Readonly<{
    preset: NamedPreset;
    files: readonly ExpectationsFile[];
    everyCell: readonly Cell[];
  }>
> => {
  const own = await readOwn(options);
  const preset = await presetOf(name, own);
  const files = await readExpectations(needsOf(preset), own.project);
  return { preset, files, everyCell: await everyCell(own) };
};

/** The plan that the options pick, and what it is made from. @throws Misuse */
export const planned = async (
  options: SelectionOptions,
): Promise<Readonly<{ plan: Plan; inputs: Inputs }>> => {
  const own = await readOwn(options);
  const preset = await presetOf(options.preset, own);
  const cells = crossedCells(preset.content);
  const named = [...endsOf(preset), ...options.client, ...options.server];
  const { inputs, files } = await inputsOf(needsOf(preset), cells, named, own);
  await checkExpectations(files, cells, own);
  const { only, client, server, mode, key } = options;
  const plan = makePlan(
    preset,
    { only, clients: client, servers: server, modes: mode, keys: key },
    inputs.implementations.map(({ id }) => id),
    inputs.routes,
    thirdPartiesAmong(inputs.implementations),
    inputs.expectations,
  );
  checkThirdParties(plan);
  if (options.shard === null) return { plan, inputs };
  const part = shardOf(plan, options.shard, options.durations);
  return { plan: part.plan, inputs: { ...inputs, shard: part.shard } };
};
