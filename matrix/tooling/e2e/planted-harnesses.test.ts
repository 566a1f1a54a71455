// Violations that are planted in copies of the Go and the Python harness are found, each by its behaviour: some rows of the
// tables in fixtures/behaviours/planted-harnesses. All of them, against every behaviour, are run by `npm run planted`.
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Planted } from "../../../fixtures/behaviours/planted-harnesses/row.ts";
import { places } from "../../places.ts";
import { copyName } from "../planted/copies.ts";
import { type Judged, judged } from "../planted/judged.ts";
import { languages } from "../planted/languages.ts";
import { presetOf } from "../planted/preset.ts";
import { type MatrixProcess, startMatrix } from "./matrix-process.ts";

const limitMs = 300_000;

const chosen = ["server-counts-one-request", "client-adds-a-second", "server-writes-no-errors"];

describe.for(languages)("violations in copies of the harness in $name", (language) => {
  let run: MatrixProcess;
  let all: readonly Judged[];

  const rows = language.rows.filter(
    (row): row is Planted => row.kind === "planted" && chosen.includes(copyName(row)),
  );

  beforeAll(async () => {
    const preset = presetOf(language, rows, join(places.builds, "planted-some"), false);
    run = startMatrix(["run", "--preset", preset, "--jobs", "8"]);
    await run.exit;
    all = judged(language, rows, run.results().cells);
  }, limitMs);

  test("are found by the behaviours that they are for", () => {
    expect(all.map(({ row }) => copyName(row)).toSorted()).toEqual(chosen.toSorted());
    expect(all.flatMap(({ faults }) => faults)).toEqual([]);
    expect(run.survivors()).toEqual([]);
    expect(run.leftFiles()).toEqual([]);
  });
});
