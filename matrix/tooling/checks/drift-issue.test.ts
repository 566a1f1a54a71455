import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { places } from "../../places.ts";
import { temporaryFolder } from "../test/temporary-folder.ts";

const script = join(places.root, ".github", "scripts", "drift-issue.sh");

/** What the script asks of gh, a line each, where this issue is open. */
const asked = async (open: string, ...argv: readonly string[]) => {
  const folder = temporaryFolder();
  const log = join(folder, "log");
  const gh = join(folder, "gh");
  writeFileSync(log, "");
  writeFileSync(
    gh,
    `#!/bin/sh\necho "$*" >> ${log}\ncase "$1 $2" in "issue list") echo "${open}";; esac\n`,
  );
  chmodSync(gh, 0o755);
  const env = { PATH: `${folder}${delimiter}${process.env["PATH"]}` };
  const { exitCode, stderr } = await execa(script, argv, { env, reject: false });
  return { exitCode, stderr, asked: readFileSync(log, "utf8").trimEnd().split("\n").slice(1) };
};

test.for<readonly [state: string, open: string, asked: readonly string[]]>([
  ["present", "7", ["issue edit 7 --body-file changes.md"]],
  [
    "present",
    "",
    [
      "label create drift --description cells end otherwise than in the baseline --force",
      "issue create --title Nightly: cells end otherwise than before --label drift --body-file changes.md",
    ],
  ],
  ["gone", "7", ["issue close 7 --comment Cells end as in the baseline again."]],
  ["gone", "", []],
])("drift %s, open issue %j", async ([state, open, calls]) => {
  expect(await asked(open, state, "changes.md")).toEqual({ exitCode: 0, stderr: "", asked: calls });
});

test("another state is misuse", async () => {
  expect(await asked("7", "maybe", "changes.md")).toEqual({
    exitCode: 2,
    stderr: "drift-issue.sh: expected present or gone, got maybe",
    asked: [],
  });
});
