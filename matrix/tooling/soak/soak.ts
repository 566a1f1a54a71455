// Runs presets for a given time while their processes get signals at random moments, and checks after each that nothing
// is left, nothing hangs, nothing is lost and nothing is green without a proof: `npm run soak -- --minutes 30`. A line for each
// round; exit 1 with what was wrong, its seed and the folder of its results. `--seed N` begins with that round's.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { noNeeds, readImplementations } from "../../run/inputs/read-inputs.ts";
import { prepare } from "../../run/prepare.ts";
import { seeded } from "./random.ts";
import { type Ending, type Round, round } from "./round.ts";

const presets = ["quick", "quick", "default"] as const;
const endings: readonly Ending[] = ["none", "none", "interrupted", "killed"];

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "30" },
    seed: { type: "string", default: `${Date.now() % 2 ** 31}` },
  },
});
const limitMs = Number(values.minutes) * 60_000;
if (!(limitMs > 0) || !Number.isInteger(Number(values.seed))) {
  process.stderr.write("soak: expected --minutes above 0 and --seed as a whole number\n");
  process.exit(2);
}

const lineOf = (
  seed: number,
  { preset, ending, sent, result, elapsedMs, faults }: Round,
): string => {
  const counts = result
    ? `${result.counts.passed} passed, ${result.counts.failed + result.counts.timedOut} failed, ${result.counts.notRun} not run`
    : "no results";
  const end = ending === "none" ? "" : `, ${ending}`;
  const mark = faults.length === 0 ? "✓" : "✗";
  return `${mark} seed ${seed}: ${preset}${end}: ${counts}; ${sent.length} signals in ${(elapsedMs / 1000).toFixed(1)} s\n`;
};

const main = async (): Promise<number> => {
  await prepare(await readImplementations(noNeeds, []), (text) =>
    process.stdout.write(`${text}\n`),
  );
  const began = performance.now();
  let rounds = 0;
  let signals = 0;
  for (let seed = Number(values.seed); performance.now() - began < limitMs; seed++) {
    const random = seeded(seed);
    const folder = mkdtempSync(join(tmpdir(), "soak-"));
    const done = await round(folder, random.one(presets), random.one(endings), random);
    rounds++;
    signals += done.sent.length;
    process.stdout.write(lineOf(seed, done));
    if (done.faults.length > 0) {
      const all = [...done.faults.map((fault) => `  ${fault}`), `  sent: ${done.sent.join("; ")}`];
      process.stdout.write(`${all.join("\n")}\n  see ${folder}\n`);
      return 1;
    }
    rmSync(folder, { recursive: true, force: true });
  }
  process.stdout.write(`${rounds} rounds, ${signals} signals, nothing wrong\n`);
  return 0;
};

process.exit(await main());
