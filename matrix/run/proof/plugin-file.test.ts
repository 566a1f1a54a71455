import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { writePluginFile } from "./plugin-file.ts";
import { makeProcessFolder } from "./process-folder.ts";

const hard = [
  "plain",
  "with space",
  "it's",
  '"double"',
  "$HOME `id` $(id)",
  "back\\slash",
  "line\nfeed",
  "",
  "*",
];

/** Prints its arguments and a variable as JSON. */
const tells = "console.log(JSON.stringify([process.argv.slice(1), process.env.TOLD]))";

test("the file becomes argv, word by word, with the host's words behind and the environment", () => {
  const folder = makeProcessFolder(join(temporaryFolder(), "host"), () => {});
  for (const told of hard) {
    const argv = [process.execPath, "--eval", tells, "--", ...hard];
    const { plugin, pluginFolder } = writePluginFile(folder, "provider", argv, { TOLD: told });
    expect(plugin).toBe(join(pluginFolder, "provider"));
    const printed = execFileSync(plugin, ["host's", "two words"], { encoding: "utf8" });
    expect(JSON.parse(printed)).toEqual([[...hard, "host's", "two words"], told]);
  }
});
