import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { explain } from "../../explain/explain.ts";
import { places } from "../../places.ts";
import { incidentsPage } from "../../report/incidents.ts";
import { readIncidents } from "../../run/inputs/incidents.ts";
import { startMatrix } from "./matrix-process.ts";

const incidents = await readIncidents();

const intermediaries = ["nginx", "haproxy", "stunnel4"];
const missing = intermediaries.filter((name) => spawnSync(name, ["-v"]).error !== undefined);

/** What a log or a library printed differs from run to run. */
const withoutQuotes = (page: string): string =>
  page
    .split("\n")
    .filter((line) => !/^ {2}- \w+: `/.test(line))
    .join("\n");

test.skipIf(missing.length > 0)(
  `each incident fails as it was reported, and passes after its fix (needs ${intermediaries.join(", ")})`,
  async () => {
    const run = startMatrix(["run", "--preset", "incidents"]);
    expect(await run.exit, run.stderr()).toEqual({ code: 0, signal: null });
    const page = incidentsPage(incidents, run.results());
    const committed = readFileSync(join(places.root, "docs/incidents.md"), "utf8");
    expect(withoutQuotes(page)).toBe(withoutQuotes(committed));
    expect(page.split("\n").filter((line) => /^- ✗/.test(line))).toEqual([]);
    expect(run.survivors()).toEqual([]);
    expect(run.leftFiles()).toEqual([]);
  },
);

describe("the symptom alone", () => {
  test.for(incidents.map((incident) => [incident.id, incident] as const))(
    "%s",
    ([, { symptom, says }]) => {
      const { causes } = explain([{ name: "-", text: symptom }]).diagnosis;
      expect(says).toContain(causes[0]?.code);
    },
  );
});
