import { join } from "node:path";
import { places } from "../../places.ts";
import { ensureBuilt } from "../../run/supervise/build.ts";
import { fallbackLauncher } from "../../run/supervise/launcher-build.ts";

const build = join(places.builds, "python-dev");

/** The folder of the Python tools' programs. */
export const pythonTools = join(build, "venv-dev", "bin");

/** Makes the virtual environment of the tools that check the Python implementation, if it is not current. */
export const ensurePythonTools = async (progress: (text: string) => void): Promise<void> => {
  const folder = join(places.root, "harness", "python");
  const inputs = ["build.py", "requirements.txt", "requirements-dev.txt"];
  const step = {
    title: "virtual environment of the tools",
    argv: ["python3", "build.py", build, "--dev"],
    inputs: inputs.map((name) => join(folder, name)),
    environment: {},
  };
  await ensureBuilt(
    { name: "python tools", steps: [step], folder, build, written: ["__pycache__"] },
    { launcher: fallbackLauncher.argv, progress },
  );
};
