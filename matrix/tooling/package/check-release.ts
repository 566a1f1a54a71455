// Whether a tag may be released: `node matrix/tooling/package/check-release.ts v1.2.3`. Exit 1 if not.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import packageJson from "../../../package.json" with { type: "json" };
import { places } from "../../places.ts";
import { releaseFaults } from "./release-faults.ts";

const [tag = ""] = process.argv.slice(2);
const text = (name: string) => readFileSync(join(places.root, name), "utf8");
const faults = releaseFaults(tag, packageJson.version, text("CHANGELOG.md"), text("action.yml"));
for (const fault of faults) process.stdout.write(`${fault}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
