import { join } from "node:path";
import { places } from "../../places.ts";
import { ensureBuilt } from "../../run/supervise/build.ts";
import { fallbackLauncher } from "../../run/supervise/launcher-build.ts";

/** The folder of the Go tools' programs. */
export const goTools = join(places.builds, "go-tools");

/** Builds staticcheck and actionlint at the versions of matrix/tooling/checks/tools/go.mod, if they are not current. */
export const ensureGoTools = async (progress: (text: string) => void): Promise<void> => {
  const folder = join(places.root, "matrix", "tooling", "checks", "tools");
  const step = {
    title: "staticcheck and actionlint",
    argv: ["go", "build", "-o", `${goTools}/`, "tool"],
    inputs: [join(folder, "go.mod"), join(folder, "go.sum")],
    environment: {},
  };
  await ensureBuilt(
    { name: "go tools", steps: [step], folder, build: goTools, written: [] },
    { launcher: fallbackLauncher.argv, progress },
  );
};
