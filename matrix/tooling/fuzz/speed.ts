// How fast readers are on texts made to be slow. A reader passes where the time for each unit does not grow with the
// length, and where it reads as many MB in a second as it has to.
import { clean } from "../../domain/outside-text.ts";
import { ExcerptTaker } from "../../explain/excerpt.ts";
import { explain } from "../../explain/explain.ts";
import { explanationText } from "../../explain/explanation-text.ts";
import { hostileTexts } from "./hostile-texts.ts";
import { parsers } from "./parsers.ts";

type Reader = Readonly<{ name: string; read(text: string): unknown; leastMBps: number }>;

const explained = (text: string): string => {
  const taker = new ExcerptTaker();
  for (let at = 0; at < text.length; at += 64 * 1024) taker.push(text.slice(at, at + 64 * 1024));
  return explanationText(explain([{ name: "-", ...taker.end() }]));
};

const readers: readonly Reader[] = [
  { name: "explain", read: explained, leastMBps: 20 },
  { name: "clean, a field", read: (text) => clean(text), leastMBps: 20 },
  // What is kept whole is dense with what a secret could be, at the worst: two readings of each unit, and a search of each.
  { name: "clean, all of it", read: (text) => clean(text, text.length), leastMBps: 5 },
];

/** What reads bytes off the wire has a recording's length at most; its time may not grow faster than they do. */
const ofBytes: readonly Reader[] = [...parsers].map(([name, parse]) => ({
  name,
  read: (text) => parse(Buffer.from(text, "latin1")),
  leastMBps: 0,
}));

const kiB = 1024;
const lengths = [64 * kiB, 256 * kiB, 1024 * kiB, 4096 * kiB] as const;

/** Four times the length may take so many times as long: no clock is exact. */
const mostGrowth = 8;

/** A time below this says nothing of growth; what a reader does once, whatever the length, is within it. */
const leastMs = 60;

/** A reader that takes longer is not tried with more. */
const patienceMs = 5000;

/** Of this thread alone, whatever else the machine does; the best of some, unless one takes long. */
const millisecondsOf = (read: (text: string) => unknown, text: string): number => {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3 && (round === 0 || best < 500); round += 1) {
    const begun = process.threadCpuUsage();
    read(text);
    const { user, system } = process.threadCpuUsage(begun);
    best = Math.min(best, Math.max(1, (user + system) / 1000));
  }
  return best;
};

type Measured = Readonly<{ length: number; ms: number }>;

const measured = (read: Reader["read"], make: (length: number) => string): readonly Measured[] => {
  const all: Measured[] = [];
  for (const length of lengths) {
    const ms = millisecondsOf(read, make(length));
    all.push({ length, ms });
    if (ms > patienceMs) break;
  }
  return all;
};

const mbps = ({ length, ms }: Measured): number => length / 1e6 / (ms / 1000);

const faultsOf = (all: readonly Measured[], leastMBps: number): readonly string[] => {
  const grows = all.some(
    ({ ms }, index) => ms / Math.max(all[index - 1]?.ms ?? ms, leastMs) > mostGrowth,
  );
  const last = all.at(-1);
  return [
    ...(grows ? ["time grows faster than the text"] : []),
    ...(last && (all.length < lengths.length || mbps(last) < leastMBps)
      ? [`below ${leastMBps} MB/s`]
      : []),
  ];
};

/** @returns how many readers failed on how many texts. */
export const measureSpeed = (print: (line: string) => void): number => {
  let failed = 0;
  for (const { name, read, leastMBps } of readers) {
    print(
      `\n${`${name}, MB/s`.padEnd(30)}${lengths.map((one) => `${one / kiB} KiB`.padStart(10)).join("")}`,
    );
    for (const [title, make] of hostileTexts) {
      const all = measured(read, make);
      const faults = faultsOf(all, leastMBps);
      if (faults.length > 0) failed += 1;
      print(
        `${title.padEnd(30)}${all.map((one) => mbps(one).toFixed(1).padStart(10)).join("")}${faults.length > 0 ? `  ✗ ${faults.join(", ")}` : ""}`,
      );
    }
  }
  print(`\n${"parsers of bytes, MB/s".padEnd(30)}   slowest on`);
  for (const { name, read, leastMBps } of ofBytes) {
    const all = [...hostileTexts].map(([title, make]) => ({ title, all: measured(read, make) }));
    const [slowest] = all.toSorted((a, b) => speedOf(a.all) - speedOf(b.all));
    const faults = all.flatMap((one) =>
      faultsOf(one.all, leastMBps).map((fault) => `${one.title}: ${fault}`),
    );
    failed += faults.length;
    print(
      `${name.padEnd(30)}${speedOf(slowest?.all ?? [])
        .toFixed(1)
        .padStart(10)}  ${slowest?.title}${faults.length > 0 ? `  ✗ ${faults.join(", ")}` : ""}`,
    );
  }
  return failed;
};

const speedOf = (all: readonly Measured[]): number => {
  const last = all.at(-1);
  return last ? mbps(last) : 0;
};
