import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keyTypes } from "../../domain/axes.ts";
import { wholeRun } from "./whole-run.ts";

/**
 * Runs of ever more cells of the same stacks, keys and transports, all of which pass: what a cell takes, and what the
 * orchestrator, the results and the page grow to.
 *
 * @param tell - given each line when it is known.
 */
export const measureScale = async (tell: (line: string) => void): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), "scale-"));
  try {
    const presets = await Promise.all(
      sizes.map(async ({ cells, cross }) => {
        const preset = join(folder, `${cells}.yaml`);
        await writeFile(preset, JSON.stringify({ description: "scale", steps, cross }));
        return { cells, preset };
      }),
    );
    // Versions are built before anything is measured.
    await wholeRun(["--preset", presets[0]?.preset ?? "", "--out", join(folder, "first")]);
    tell("   cells      time   a cell  each one more    memory   results.json  report.html  files");
    let before = { cells: 0, wallMs: 0 };
    for (const { cells, preset } of presets) {
      const out = join(folder, `${cells}`);
      const { wallMs, peakRss } = await wholeRun(["--preset", preset, "--out", out]);
      const more = (wallMs - before.wallMs) / (cells - before.cells);
      tell(
        [
          `${cells}`.padStart(8),
          `${(wallMs / 1000).toFixed(1)} s`.padStart(10),
          `${(wallMs / cells).toFixed(2)} ms`.padStart(9),
          `${more.toFixed(2)} ms`.padStart(17),
          `${mebibytes(peakRss)} MiB`.padStart(8),
          ...(await written(out)),
        ].join(""),
      );
      before = { cells, wallMs };
      await rm(out, { recursive: true });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const steps = ["put", "get-exact", "get-missing"];

/** ML-DSA is of TLS 1.3 alone, and of few stacks. */
const keys = keyTypes.filter((key) => key !== "mldsa65");

const pairs = {
  client: ["go", "node", "go@1.66.3", "go@1.70.0", "node@1.9.16", "node@1.12.6"],
  server: ["go", "node"],
  transport: ["tcp", "unix"],
};

/** TLS 1.2 holds the curves of certificates against the groups (RFC 8422 section 5.1.1), so that groups are limited in 1.3 alone. */
const limits = [
  {},
  { tlsVersion: ["1.2"] },
  { tlsVersion: ["1.3"] },
  ...["x25519", "secp256r1", "secp384r1", "secp521r1", "X25519MLKEM768"].map((group) => ({
    tlsVersion: ["1.3"],
    group: [group],
  })),
];

const pairCount = pairs.client.length * pairs.server.length * pairs.transport.length;

const mutual = { ...pairs, mode: ["mtls"], clientKey: keys, serverKey: keys };

const ofLimits = (count: number) => ({
  cells: pairCount * keys.length ** 2 * count,
  cross: limits.slice(0, count).map((limit) => ({ ...mutual, ...limit })),
});

const sizes = [
  { cells: pairCount * keys.length, cross: [{ ...pairs, mode: ["tls"], key: keys }] },
  ofLimits(1),
  ofLimits(4),
  ofLimits(limits.length),
];

const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);

/** Sizes of what a run wrote, and how many files there are. */
const written = async (out: string): Promise<readonly string[]> => {
  const [run] = (await readdir(out)).filter((name) => name !== "latest");
  const folder = join(out, run ?? "");
  const sizeOf = async (name: string) =>
    `${((await stat(join(folder, name))).size / 2 ** 20).toFixed(1)} MiB`;
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) =>
    one.isFile(),
  );
  return [
    (await sizeOf("results.json")).padStart(15),
    (await sizeOf("report.html")).padStart(13),
    `${files.length}`.padStart(7),
  ];
};
