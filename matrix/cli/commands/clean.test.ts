import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { clean } from "./clean.ts";

/** A build folder and results with these files. */
const made = (...files: readonly string[]) => {
  const folder = temporaryFolder();
  const [build, out] = [join(folder, "build"), join(folder, "results")];
  for (const path of [join(build, "server"), ...files.map((file) => join(out, file))]) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "");
  }
  return { folder, build, out };
};

test.for([
  ["runs", ["run-1/plan.json", "run-2/plan.json"]],
  ["taps", ["taps/tap-1/diagnosis.json"]],
  ["nothing", []],
] as const)("%s are removed, and what was built", async ([, files]) => {
  const { folder, build, out } = made(...files);
  let said = "";
  const code = await clean({ out, own: [build] }, { out: (text) => (said += text) });
  expect({ code, said, left: readdirSync(folder) }).toEqual({
    code: 0,
    said: `removed ${build} and ${out}\n`,
    left: [],
  });
});

test("a latest that is no link is somebody else's", async () => {
  const { build, out } = made("run-1/plan.json", "latest/thesis.md");
  await expect(clean({ out, own: [build] }, { out: () => {} })).rejects.toThrow(
    `${join(out, "latest")} is a folder, where this tool has a link`,
  );
  expect(existsSync(join(out, "latest", "thesis.md"))).toBe(true);
});

test("beside somebody else's files nothing is removed", async () => {
  const { build, out } = made("run-1/plan.json", "thesis/chapter-1.md");
  await expect(clean({ out, own: [build] }, { out: () => {} })).rejects.toThrow(
    `${join(out, "thesis")} is no run of this tool; move it away or name another folder with --out`,
  );
  expect([build, join(out, "run-1"), join(out, "thesis")].map((path) => existsSync(path))).toEqual([
    true,
    true,
    true,
  ]);
});
