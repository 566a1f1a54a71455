import { fileURLToPath } from "node:url";

/** What V8 writes with `--cpu-prof` (Chrome DevTools Protocol, Profiler.Profile); times are in µs. */
export type CpuProfile = Readonly<{
  nodes: readonly ProfileNode[];
  samples?: readonly number[];
  timeDeltas?: readonly number[];
}>;

type ProfileNode = Readonly<{
  id: number;
  callFrame: Readonly<{ functionName: string; url: string }>;
  children?: readonly number[];
}>;

/** The first that a module's path is in counts. Paths are relative to the checkout. */
const stages: readonly (readonly [stage: string, paths: readonly string[]])[] = [
  ["tap", ["matrix/run/observe/"]],
  ["reading the wire", ["matrix/wire/"]],
  ["diagnosis", ["matrix/diagnose/", "matrix/knowledge/", "matrix/expression/"]],
  ["evidence and verdicts", ["matrix/run/evidence/", "matrix/run/verdict/", "matrix/run/conclude"]],
  ["results and report", ["matrix/run/results/", "matrix/report/", "matrix/run/persist"]],
  ["certificates", ["matrix/run/pki/", "node_modules/@peculiar/", "node_modules/asn1js/"]],
  ["processes", ["matrix/run/supervise/", "matrix/limits/"]],
  ["controls and calls of its own", ["matrix/run/dial/", "node_modules/@grpc/"]],
  [
    "inputs and plan",
    ["matrix/run/inputs/", "matrix/run/axes/", "matrix/run/plan", "node_modules/yaml/"],
  ],
  ["text from outside", ["matrix/domain/"]],
  ["schemas", ["node_modules/zod/"]],
  ["proofs", ["matrix/run/"]],
  ["command line and display", ["matrix/cli/", "node_modules/commander/"]],
];

/** Frames of V8 and of Node's loader, which have no file. */
const ofNode: Readonly<Record<string, string>> = {
  "(idle)": "waiting",
  "(garbage collector)": "garbage collection",
};

const loading = "loading modules";
const rest = "Node itself";

/** Of one frame; undefined for what counts for whoever called it. */
const stageOf = (
  { functionName, url }: ProfileNode["callFrame"],
  root: string,
): string | undefined => {
  if (url === "") return ofNode[functionName];
  if (url.startsWith("node:internal/modules/")) return loading;
  if (!url.startsWith("file:")) return undefined;
  const path = fileURLToPath(url).slice(root.length + 1);
  return stages.find(([, paths]) => paths.some((one) => path.startsWith(one)))?.[0] ?? rest;
};

/**
 * The time that the orchestrator spent in each stage, in ms, the longest first. What Node does for a stage is the stage's:
 * each sample counts for the innermost frame that has one.
 *
 * @param root - of the checkout, without a slash at its end.
 */
export const stageTimes = (
  { nodes, samples = [], timeDeltas = [] }: CpuProfile,
  root: string,
): ReadonlyMap<string, number> => {
  const selfUs = new Map<number, number>();
  for (const [index, id] of samples.entries()) {
    selfUs.set(id, (selfUs.get(id) ?? 0) + (timeDeltas[index] ?? 0));
  }
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const stageById = new Map<number, string>();
  const walk: (readonly [id: number, caller: string])[] = [[nodes[0]?.id ?? 0, rest]];
  for (let next = walk.pop(); next; next = walk.pop()) {
    const [id, caller] = next;
    const node = byId.get(id);
    if (!node) continue;
    const stage = stageOf(node.callFrame, root) ?? caller;
    stageById.set(id, stage);
    for (const child of node.children ?? []) walk.push([child, stage]);
  }
  const times = new Map<string, number>();
  for (const [id, us] of selfUs) {
    const stage = stageById.get(id) ?? rest;
    times.set(stage, (times.get(stage) ?? 0) + us / 1000);
  }
  return new Map([...times].sort(([, one], [, other]) => other - one));
};
