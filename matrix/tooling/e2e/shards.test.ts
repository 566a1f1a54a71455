import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { resultsSchema } from "../../report/results-schema.ts";
import { startMatrix } from "./matrix-process.ts";

const plan = ["--client", "python,node", "--key", "p521"];

const ran = async (...argv: readonly string[]) => {
  const run = startMatrix(["run", ...plan, ...argv]);
  expect((await run.exit).code).toBe(0);
  return run;
};

type Stored = ReturnType<typeof resultsSchema.parse>;

/** What does not depend on when and at which port a cell was run. */
const lasting = ({ counts, cells, implementations, preset, shard }: Stored) => ({
  ...{ counts, implementations, preset, shard },
  cells: cells.map(({ id, outcome, verdict, diagnosis, contrast, programs }) => ({
    ...{ id, outcome: outcome.kind, verdict, contrast, programs },
    causes: diagnosis?.causes.map(({ code, side, sentence }) => ({ code, side, sentence })),
  })),
});

test("shards that are merged come to the run in one piece, with the evidence of every cell", async () => {
  const whole = await ran();
  const timed = ["--durations", whole.out];
  const shards = [await ran("--shard", "1/2", ...timed), await ran("--shard", "2/2", ...timed)];
  const merged = startMatrix(["merge", ...shards.map(({ out }) => out)]);
  expect(await merged.exit).toMatchObject({ code: 0 });
  expect(lasting(merged.results())).toEqual(lasting(whole.results()));
  const failing = "python/go/tls/p521";
  const folder = join(merged.out, "latest");
  expect(existsSync(join(folder, "cells", ...failing.split("/"), "capture.pcapng"))).toBe(true);
  expect(readFileSync(join(folder, "report.html"), "utf8")).toContain(failing);
});
