import { join } from "node:path";
import { places } from "../../places.ts";
import { ensureBuilt } from "../../run/supervise/build.ts";
import { fallbackLauncher } from "../../run/supervise/launcher-build.ts";

const build = join(places.builds, "schema-tools");

/** check-jsonschema, which brings the schemas of the compose specification and of GitHub's workflows. */
export const checkJsonschema = join(build, "venv", "bin", "check-jsonschema");

/** Makes the virtual environment of {@link checkJsonschema}, if it is not current. */
export const ensureSchemaTools = async (progress: (text: string) => void): Promise<void> => {
  const folder = join(places.root, "matrix", "tooling", "checks");
  const requirements = join(folder, "requirements.txt");
  const venv = join(build, "venv");
  const steps = [
    ["virtual environment", "python3", "-m", "venv", venv],
    [
      "check-jsonschema",
      join(venv, "bin", "pip"),
      "install",
      "--quiet",
      "--disable-pip-version-check",
      "--require-hashes",
      "-r",
      requirements,
    ],
  ].map(([title = "", ...argv]) => ({ title, argv, inputs: [requirements], environment: {} }));
  await ensureBuilt(
    { name: "schema tools", steps, folder, build, written: ["__pycache__"] },
    { launcher: fallbackLauncher.argv, progress },
  );
};
