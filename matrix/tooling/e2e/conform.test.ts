// Each clause is shown to be able to fail: a program with one fault breaks that clause and no other. To hold all clauses
// against each of the 112 faults takes a quarter of an hour: only with EVERY_CLAUSE=1, as every night.
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { clientFaults } from "../../../fixtures/conform/client-faults.ts";
import { serverFaults } from "../../../fixtures/conform/server-faults.ts";
import { bundlePrograms, harnessPrograms } from "../../../harness/node/bundle.ts";
import { openBench } from "../../conform/bench.ts";
import { checkClauses } from "../../conform/check-clauses.ts";
import type { Role } from "../../conform/clause.ts";
import { clientClauses } from "../../conform/client/client-clauses.ts";
import { serverClauses } from "../../conform/server/server-clauses.ts";
import type { Implementation } from "../../domain/implementation.ts";
import { places } from "../../places.ts";
import { noNeeds, readImplementations } from "../../run/inputs/read-inputs.ts";
import { prepare } from "../../run/prepare.ts";
import { hasDebianGrpcio, hasGrpcCpp } from "../checks/optional-tools.ts";
import { sharedFolder } from "./matrix-process.ts";

const everyClause = process.env["EVERY_CLAUSE"] === "1";

const clauses = { server: serverClauses, client: clientClauses } as const;

const folder = sharedFolder();
const implementations = await readImplementations(noNeeds, []);
let launcher: readonly string[];

beforeAll(async () => {
  const fixtures = join(places.root, "fixtures", "conform");
  const entries = { server: join(fixtures, "server.ts"), client: join(fixtures, "client.ts") };
  await bundlePrograms({ ...harnessPrograms, entries }, folder);
  launcher = (await prepare(implementations, () => {})).launcher.argv;
}, 300_000);

/**
 * Ids of the clauses that a program breaks, with what was seen.
 *
 * @param only - the one that is looked at; null for all.
 */
const brokenBy = async (
  implementation: Implementation,
  role: Role,
  keyLog: boolean | null,
  only: string | null = null,
): Promise<Readonly<Record<string, string>>> => {
  const { signal } = new AbortController();
  const bench = await openBench({ implementation, launcher, keyLog, note: () => {}, signal });
  try {
    const looked = clauses[role].filter(({ id }) => only === null || id === only);
    const results = await checkClauses(looked, bench, signal);
    return Object.fromEntries(
      results
        .filter(({ finding }) => finding.kind === "broken")
        .map(({ id, finding }) => [id, finding.came]),
    );
  } finally {
    await bench.close();
  }
};

const node = implementations.find(({ id }) => id === "node");

/** The Node implementation with a fault. */
const faulty = (fault: string): Implementation => {
  if (!node) throw new Error("no implementation node");
  const argv = (role: Role) => [process.execPath, join(folder, `${role}.cjs`), fault];
  return { ...node, server: argv("server"), client: argv("client") };
};

describe.for([
  ["server", serverFaults],
  ["client", clientFaults],
] as const)("a %s", ([role, faults]) => {
  test("has a fault for each of its clauses", () => {
    expect(Object.keys(faults)).toEqual(clauses[role].map(({ id }) => id));
  });

  test.for(Object.keys(faults))("with the fault %s breaks that clause alone", async (fault) => {
    const only = everyClause ? null : fault;
    expect(await brokenBy(faulty(fault), role, true, only)).toEqual({
      [fault]: expect.any(String),
    });
  });
});

const always = async (): Promise<boolean> => true;

test.for([
  ["go", always],
  ["python", always],
  ["node", always],
  ["cpp", hasGrpcCpp],
  ["python:debian", hasDebianGrpcio],
] as const)("%s conforms", async ([id, isThere], { skip }) => {
  if (!(await isThere())) skip("its packages are not installed");
  const implementation = implementations.find((one) => one.id === id);
  if (!implementation) throw new Error(`no implementation ${id}`);
  expect(await brokenBy(implementation, "server", null)).toEqual({});
  expect(await brokenBy(implementation, "client", null)).toEqual({});
});

test("every clause has an id of its own", () => {
  const ids = [...serverClauses, ...clientClauses].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
