import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { beforeAll, describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { places } from "../../places.ts";
import { temporaryFolder } from "../test/temporary-folder.ts";
import { checkJsonschema, ensureSchemaTools, kubernetesValidate, zizmor } from "./schema-tools.ts";
import { subjects } from "./survivors/subjects.ts";

const compose = join(places.root, "docker-compose.yml");

beforeAll(() => ensureSchemaTools(() => {}), 300_000);

const temporaryFile = (name: string, content: string): string => {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
};

/** Exit code of a check against a schema that the tool brings along; 0 if the file fits. */
const against = async (schema: string, ...files: readonly string[]) =>
  (await execa(checkJsonschema, ["--builtin-schema", schema, ...files], { reject: false }))
    .exitCode;

test("docker-compose.yml fits the compose specification, and a slip in it does not", async () => {
  expect(await against("vendor.compose-spec", compose)).toBe(0);
  const text = readFileSync(compose, "utf8");
  const slip = temporaryFile("compose.yml", text.replace("network_mode:", "network_moode:"));
  expect(await against("vendor.compose-spec", slip)).toBe(1);
});

test("the workflows fit GitHub's schema", async () => {
  const folder = join(places.root, ".github", "workflows");
  const files = readdirSync(folder).map((name) => join(folder, name));
  expect(await against("vendor.github-workflows", ...files)).toBe(0);
});

test("renovate.json fits its schema", async () => {
  expect(await against("vendor.renovate", join(places.root, "renovate.json"))).toBe(0);
});

test("nothing in the workflows is unsafe", async () => {
  const argv = ["--offline", "--no-progress", join(places.root, ".github", "workflows")];
  const { exitCode, stdout } = await execa(zizmor, argv, { reject: false });
  expect({ exitCode, stdout }).toMatchObject({ exitCode: 0 });
});

test("each night takes out the rows of every folder that has some", () => {
  const workflow = join(places.root, ".github", "workflows", "nightly.yml");
  const { folder } = parse(readFileSync(workflow, "utf8")).jobs.survivors.strategy.matrix;
  const folders = new Set(subjects.map(({ files }) => files.split("/")[1]));
  expect(folder.toSorted()).toEqual([...folders].sort());
});

describe("the manifests", () => {
  const folder = join(places.root, "deploy", "kubernetes");
  const validated = async (file: string) =>
    (await execa(kubernetesValidate, ["--strict", file], { reject: false })).exitCode;

  test.for(readdirSync(folder))("%s fits the schemas of Kubernetes", async (name) => {
    expect(await validated(join(folder, name))).toBe(0);
  });

  test("do not with a slip in them", async () => {
    const text = readFileSync(join(folder, "shards.yaml"), "utf8");
    const slip = temporaryFile(
      "slip.yaml",
      text.replace("backoffLimitPerIndex", "backoffLimitForIndex"),
    );
    expect(await validated(slip)).toBe(1);
  });

  test("have as many pods as shards, and merge them all", () => {
    const jobs = readdirSync(folder).flatMap((name) =>
      parseAllDocuments(readFileSync(join(folder, name), "utf8")).map((one) => one.toJS()),
    );
    const shards = jobs.find(({ metadata }) => metadata.name === "matrix-shards");
    const merge = jobs.find(({ metadata }) => metadata.name === "matrix-merge");
    const { completions } = shards.spec;
    const [container] = shards.spec.template.spec.containers;
    expect(container.args[0]).toContain(`shard="$((JOB_COMPLETION_INDEX + 1))/${completions}"`);
    const folders = Array.from({ length: completions }, (_, at) => `/results/${at}`);
    expect(merge.spec.template.spec.containers[0].args).toEqual([
      ...folders,
      "--out",
      "/results/merged",
    ]);
  });
});
