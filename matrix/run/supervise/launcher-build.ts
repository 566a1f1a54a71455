import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { BuildFailed } from "../../domain/build-fault.ts";
import { places } from "../../places.ts";
import { type BuildOptions, ensureBuilt } from "./build.ts";
import { checkTool } from "./toolchain.ts";

export type Launcher = Readonly<{
  argv: readonly string[];
  kind: "compiled" | "fallback";
}>;

/** The one that needs nothing but Node; it guards the build of the other. */
export const fallbackLauncher: Launcher = {
  argv: [process.execPath, places.programs.launcher],
  kind: "fallback",
};

/** What `go build` reads; the fallback and the tests lie beside it. */
const goFiles = async (): Promise<readonly string[]> =>
  (await readdir(places.launcher))
    .filter((name) => name === "go.mod" || (name.endsWith(".go") && !name.endsWith("_test.go")))
    .sort()
    .map((name) => join(places.launcher, name));

/**
 * The compiled launcher, built if it is not current or no longer what was built; the TypeScript one where Go is absent,
 * or where the environment asks for it by MATRIX_LAUNCHER=fallback.
 *
 * @throws BuildFailed if it cannot be built although Go is there; BuildEnded.
 */
export const ensureLauncher = async (
  builds: string,
  progress: (text: string) => void,
  environment: NodeJS.ProcessEnv = process.env,
  options: Pick<BuildOptions, "running" | "signal"> = {},
): Promise<Launcher> => {
  if (environment["MATRIX_LAUNCHER"] === "fallback") return fallbackLauncher;
  const build = join(builds, "launcher");
  const binary = join(build, "launcher");
  const steps = [
    {
      title: "go build",
      argv: ["go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", binary, "."],
      inputs: await goFiles(),
      // A go.work around this folder knows nothing of its module; an older Go is to say so, not to fetch a newer one.
      environment: {
        GOWORK: "off",
        GOTOOLCHAIN: "local",
        GOFLAGS: "-mod=readonly",
      },
    },
  ];
  const guard = { ...options, launcher: fallbackLauncher.argv, progress };
  try {
    await ensureBuilt(
      { name: "launcher", steps, folder: places.launcher, build, written: [] },
      guard,
    );
    return { argv: [binary], kind: "compiled" };
  } catch (error) {
    if (!(error instanceof BuildFailed)) throw error;
    const go = await checkTool(
      {
        name: "go",
        command: ["go", "version"],
        lowest: "1.24",
        install: "https://go.dev/dl/",
      },
      options.signal,
    );
    if (go.kind === "found") throw error;
    return fallbackLauncher;
  }
};
