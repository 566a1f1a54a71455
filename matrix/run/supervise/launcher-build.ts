import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { BuildFailed } from "../../domain/build-fault.ts";
import { type BuildOptions, ensureBuilt } from "./build.ts";
import { checkTool } from "./toolchain.ts";

export type Launcher = Readonly<{
  argv: readonly string[];
  kind: "compiled" | "fallback";
}>;

const folder = join(import.meta.dirname, "launcher");

/** The one that needs nothing but Node; it guards the build of the other. */
export const fallbackLauncher: Launcher = {
  argv: [process.execPath, join(folder, "launcher.ts")],
  kind: "fallback",
};

/** What `go build` reads; the fallback and the tests lie beside it. */
const goFiles = async (): Promise<readonly string[]> =>
  (await readdir(folder))
    .filter((name) => name === "go.mod" || (name.endsWith(".go") && !name.endsWith("_test.go")))
    .sort()
    .map((name) => join(folder, name));

/**
 * The compiled launcher, built if it is not current or no longer what was built; the TypeScript one where Go is absent,
 * or where the environment asks for it by MATRIX_LAUNCHER=fallback.
 *
 * @throws BuildFailed if it cannot be built although Go is there; BuildEnded.
 */
export const ensureLauncher = async (
  buildRoot: string,
  progress: (text: string) => void,
  environment: NodeJS.ProcessEnv = process.env,
  options: Pick<BuildOptions, "running" | "signal"> = {},
): Promise<Launcher> => {
  if (environment["MATRIX_LAUNCHER"] === "fallback") return fallbackLauncher;
  const build = join(buildRoot, "launcher");
  const binary = join(build, "launcher");
  const steps = [
    {
      title: "go build",
      argv: ["go", "build", "-trimpath", "-ldflags=-s -w", "-o", binary, "."],
      inputs: await goFiles(),
      environment: {},
    },
  ];
  const guard = { ...options, launcher: fallbackLauncher.argv, progress };
  try {
    await ensureBuilt({ name: "launcher", steps, folder, build, written: [] }, guard);
    return { argv: [binary], kind: "compiled" };
  } catch (error) {
    if (!(error instanceof BuildFailed)) throw error;
    const go = await checkTool(
      {
        name: "go",
        command: ["go", "version"],
        lowest: "1.21",
        install: "https://go.dev/dl/",
      },
      options.signal,
    );
    if (go.kind === "found") throw error;
    return fallbackLauncher;
  }
};
