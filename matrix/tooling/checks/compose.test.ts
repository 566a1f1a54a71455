import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { places } from "../../places.ts";
import { checkJsonschema, ensureSchemaTools } from "./schema-tools.ts";

const compose = join(places.root, "docker-compose.yml");

beforeAll(() => ensureSchemaTools(() => {}), 120_000);

/** Exit code of a check against a schema that the tool brings along; 0 if the file fits. */
const against = async (schema: string, ...files: readonly string[]) =>
  (await execa(checkJsonschema, ["--builtin-schema", schema, ...files], { reject: false }))
    .exitCode;

test("docker-compose.yml fits the compose specification, and a slip in it does not", async () => {
  expect(await against("vendor.compose-spec", compose)).toBe(0);
  const folder = mkdtempSync(join(tmpdir(), "compose-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const slip = join(folder, "docker-compose.yml");
  writeFileSync(slip, readFileSync(compose, "utf8").replace("network_mode:", "network_moode:"));
  expect(await against("vendor.compose-spec", slip)).toBe(1);
});

test("the workflows fit GitHub's schema", async () => {
  const folder = join(places.root, ".github", "workflows");
  const files = ["nightly.yml", "pull-request.yml"].map((name) => join(folder, name));
  expect(await against("vendor.github-workflows", ...files)).toBe(0);
});
