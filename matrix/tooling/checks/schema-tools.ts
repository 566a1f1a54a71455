import { join } from "node:path";
import { places } from "../../places.ts";
import { ensureBuilt } from "../../run/supervise/build.ts";
import { fallbackLauncher } from "../../run/supervise/launcher-build.ts";

const build = join(places.builds, "schema-tools");

const program = (name: string): string => join(build, "venv", "bin", name);

/** Brings the schemas of the compose specification, of GitHub's workflows and of Renovate's configuration. */
export const checkJsonschema = program("check-jsonschema");

/** Brings the schemas of Kubernetes' resources. */
export const kubernetesValidate = program("kubernetes-validate");

/** Finds what is unsafe in GitHub's workflows. */
export const zizmor = program("zizmor");

/** Makes the virtual environment of these tools, if it is not current. */
export const ensureSchemaTools = async (progress: (text: string) => void): Promise<void> => {
  const folder = join(places.root, "matrix", "tooling", "checks");
  const requirements = join(folder, "requirements.txt");
  const venv = join(build, "venv");
  const steps = [
    ["virtual environment", "python3", "-m", "venv", venv],
    [
      "check-jsonschema, kubernetes-validate, zizmor",
      program("pip"),
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
