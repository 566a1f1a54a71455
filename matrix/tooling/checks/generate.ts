// Makes the generated files anew: `npm run generate`. With `--check` nothing is changed, and it is told
// which files are not current.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { execa } from "execa";
import { z } from "zod";
import { places } from "../../places.ts";
import { resultsSchema } from "../../report/results-schema.ts";
import { contractSchema } from "../contract/contract-schema.ts";

/** JSON Schemas, by their files. */
const schemas = {
  "matrix/report/results.schema.json": () => z.toJSONSchema(resultsSchema),
  "harness/contract.schema.json": contractSchema,
} as const;

/** Writes every generated file below a folder that mirrors the project's. */
const generateInto = async (folder: string): Promise<void> => {
  const options = { cwd: places.root, stdio: "inherit" } as const;
  await execa("buf", ["generate", "--template", "harness/go/buf.gen.yaml", "-o", folder], options);
  const descriptors = join(folder, "proto", "descriptors.binpb");
  await mkdir(dirname(descriptors), { recursive: true });
  await execa("buf", ["build", "proto", "-o", descriptors, "--as-file-descriptor-set"], options);
  for (const [file, schema] of Object.entries(schemas)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), `${JSON.stringify(schema(), null, 2)}\n`);
  }
};

const filesBelow = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
};

const stale = async (): Promise<readonly string[]> => {
  const folder = await mkdtemp(join(tmpdir(), "generate-"));
  try {
    await generateInto(folder);
    const differing: string[] = [];
    for (const file of await filesBelow(folder)) {
      const made = await readFile(join(folder, file));
      const kept = await readFile(join(places.root, file)).catch(() => Buffer.alloc(0));
      if (!made.equals(kept)) differing.push(file);
    }
    return differing;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

if (process.argv.includes("--check")) {
  const files = await stale();
  if (files.length > 0) {
    process.stdout.write(`not current: ${files.join(", ")}; run: npm run generate\n`);
    process.exitCode = 1;
  }
} else {
  await generateInto(places.root);
}
