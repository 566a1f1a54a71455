// Prints how fast the default preset runs against the floor that its own processes set, measured in
// the same run on the same machine. Nothing fails on time. In place of that print
// `--json` the same as one object,
// `--profile` where the time of one run goes; what follows it are options of `run`,
// `--scale` what runs of a hundred to ten thousand cells take,
// `--connectconformance` what one case of that tool takes beside one cell.
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { planned } from "../../run/planned.ts";
import { prepare } from "../../run/prepare.ts";
import { openTestbed } from "../../run/proof/testbed.ts";
import { besideConnectconformance } from "./connectconformance.ts";
import { median, seconds } from "./figures.ts";
import { measureFloor } from "./floor.ts";
import { profileText } from "./profile.ts";
import { measureScale } from "./scale.ts";
import { measureWarmRate } from "./warm-rate.ts";
import { wholeRun } from "./whole-run.ts";

/** The whole command is run so often, and the median taken. */
const repeats = 5;

const selection = {
  preset: "default",
  only: [],
  client: [],
  server: [],
  mode: [],
  key: [],
  harness: [],
  shard: null,
  durations: new Map<string, number>(),
};

const main = async (form: "text" | "json"): Promise<void> => {
  const { plan, inputs } = await planned(selection);
  const { launcher, missing } = await prepare(inputs.implementations, () => {});
  if (missing.size > 0)
    throw new Error([...missing.values()].map(({ reason }) => reason).join("; "));
  const folder = await mkdtemp(join(tmpdir(), "bench-"));
  const runs = [];
  for (let repeat = 0; repeat < repeats; repeat++) runs.push(await wholeRun(["--out", folder]));
  const wallMs = median(runs.map((run) => run.wallMs));

  const testbed = await openTestbed({
    plan,
    implementations: inputs.implementations,
    launcher: launcher.argv,
    debug: false,
    recorded: "failing",
  });
  const warmTlsCellsPerSecond = await measureWarmRate(plan, testbed);
  const cores = availableParallelism();
  const floor = await measureFloor({ plan, cores, testbed });
  await testbed.close();
  await rm(folder, { recursive: true, force: true });

  const figures = {
    wallMs,
    floorMs: floor.floorMs,
    ratio: wallMs / floor.floorMs,
    warmTlsCellsPerSecond,
    peakRssBytes: Math.max(...runs.map(({ peakRss }) => peakRss)),
    cells: plan.cells.length,
  };
  if (form === "json") {
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    return;
  }
  process.stdout.write(
    [
      `default preset: ${figures.ratio.toFixed(2)} × the floor (${plan.cells.length} cells, ${cores} processors)`,
      `  wall time             ${seconds(wallMs)}  (median of ${runs.map((run) => seconds(run.wallMs)).join(", ")})`,
      `  floor                 ${seconds(floor.floorMs)}  (starts ${seconds(floor.startsMs)}, plugins ${seconds(floor.pluginsMs)}, other proofs ${seconds(floor.proofsMs)} of processor time)`,
      `  warm TLS cells        ${warmTlsCellsPerSecond.toFixed(0)} per second, with tap, proof and controls`,
      `  orchestrator's memory ${(figures.peakRssBytes / 2 ** 20).toFixed(0)} MiB at its peak`,
      "",
    ].join("\n"),
  );
};

const kinds = {
  "--json": () => main("json"),
  "--profile": async (options: readonly string[]) => {
    process.stdout.write(await profileText(options));
  },
  "--scale": () => measureScale((line) => process.stdout.write(`${line}\n`)),
  "--connectconformance": async () => {
    process.stdout.write(`${(await besideConnectconformance()).join("\n")}\n`);
  },
} as const;

const [, , kind, ...options] = process.argv;
const measure =
  kind === undefined
    ? () => main("text")
    : Object.entries(kinds).find(([name]) => name === kind)?.[1];
if (!measure || (kind !== "--profile" && options.length > 0)) {
  process.stderr.write(
    `bench: '${[kind, ...options].join(" ")}': expected nothing, or one of ${Object.keys(kinds).join(", ")}; options follow --profile alone\n`,
  );
  process.exit(2);
}
await measure(options);
// As in main.ts: not by running out of work.
process.exit();
