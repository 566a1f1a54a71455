import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { startMatrix } from "./matrix-process.ts";

/** The Go that builds the other programs: its version is there without a download. */
const goVersion = spawnSync("go", ["env", "GOVERSION"], { encoding: "utf8" }).stdout.trim();

test("an id names the version of a library below the stack, or of the language's toolchain", async () => {
  const client = "go@plugin1.7.0";
  const server = `go@${goVersion}`;
  const id = `${client}/${server}/auto-mtls/p256`;
  const run = startMatrix(["run", "--client", client, "--server", server, "--only", id]);
  await run.exit;
  const { cells, implementations } = run.results();
  expect(cells.map(({ id, outcome }) => [id, outcome.kind])).toEqual([[id, "passed"]]);
  expect(implementations).toMatchObject([
    { id: client, stack: expect.arrayContaining([{ name: "go-plugin", version: "1.7.0" }]) },
    { id: server, runtime: { name: "Go", version: goVersion.replace(/^go/, "") } },
  ]);
});
