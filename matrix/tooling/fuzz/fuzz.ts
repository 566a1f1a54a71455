/**
 * Runs mutated transcripts through every parser of bytes: `node matrix/tooling/fuzz/fuzz.ts <seconds> [seed]`.
 *
 * The same seed tries the same inputs. Prints how many runs there were, the slowest input and the growth of the heap;
 * an input that breaks a parser is written to a file that the output names, and the exit code is 1. Then the speed of
 * what reads texts and bytes is measured (`speed.ts`); the exit code is 1, too, where one is too slow.
 */
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type Mutation, mutated, mutationKinds } from "./mutations.ts";
import { parsers, readToBothDepths } from "./parsers.ts";
import { connections, stretches } from "./seeds.ts";
import { measureSpeed } from "./speed.ts";

type Input = Readonly<{ parser: string; bytes: readonly Uint8Array[]; run: () => unknown }>;

/** The generator "mulberry32": 32 bits of state, numbers from 0 up to 1. */
const randomOf = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const seconds = Number(process.argv[2] ?? 10);
const seed = Number(process.argv[3] ?? 1);
const random = randomOf(seed);
const below = (limit: number): number => Math.floor(random() * limit);

const oneOf = <Item>(items: readonly Item[]): Item => {
  const item = items[below(items.length)];
  if (item === undefined) throw new RangeError("nothing to choose from");
  return item;
};

/** Most lengths short, some long. */
const mutation = (): Mutation => ({
  kind: oneOf(mutationKinds),
  at: random(),
  length: Math.floor(2 ** (random() * 12)),
  value: oneOf([0, 1, 0x7f, 0x80, 0xff, below(256)]),
});

const changed = (bytes: Uint8Array): Uint8Array =>
  mutated(bytes, Array.from({ length: 1 + below(4) }, mutation), oneOf(stretches));

const input = (): Input => {
  if (random() < 0.5) {
    const bytes = oneOf(connections);
    const [client, server] = [changed(bytes.client), changed(bytes.server)];
    const run = () => readToBothDepths({ ...bytes, client, server });
    return { parser: "readConnection", bytes: [client, server], run };
  }
  const [parser, parse] = oneOf([...parsers]);
  const bytes = changed(oneOf(stretches));
  return { parser, bytes: [bytes], run: () => parse(bytes) };
};

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;
const heapMiB = (): number => process.memoryUsage().heapUsed / 2 ** 20;

/** Runs between two looks at the heap. */
const runsPerLook = 50;

const fuzz = (): number => {
  collectGarbage();
  const before = heapMiB();
  const end = performance.now() + seconds * 1000;
  let runs = 0;
  let peak = before;
  let slowest = { ms: 0, parser: "none", bytes: 0 };
  for (; performance.now() < end; runs++) {
    const { parser, bytes, run } = input();
    const begun = performance.now();
    try {
      run();
    } catch (error) {
      const file = join(tmpdir(), `fuzz-${seed}-${runs}.json`);
      const text = bytes.map((side) => Buffer.from(side).toString("hex"));
      writeFileSync(file, JSON.stringify({ parser, bytes: text }));
      process.stdout.write(`seed ${seed}, run ${runs}: ${parser} broke on ${file}\n`);
      process.stdout.write(`${error instanceof Error ? error.stack : error}\n`);
      return 1;
    }
    const ms = performance.now() - begun;
    const length = bytes.reduce((sum, side) => sum + side.length, 0);
    if (ms > slowest.ms) slowest = { ms, parser, bytes: length };
    if (runs % runsPerLook === 0) peak = Math.max(peak, heapMiB());
  }
  collectGarbage();
  process.stdout.write(
    `seed ${seed}: ${runs} runs in ${seconds} s\n` +
      `slowest: ${slowest.ms.toFixed(1)} ms, ${slowest.parser}, ${slowest.bytes} bytes\n` +
      `heap: peak growth ${(peak - before).toFixed(1)} MiB, kept ${(heapMiB() - before).toFixed(1)} MiB\n`,
  );
  return 0;
};

const broke = fuzz();
const slow = measureSpeed((line) => process.stdout.write(`${line}\n`));
process.exitCode = broke > 0 || slow > 0 ? 1 : 0;
