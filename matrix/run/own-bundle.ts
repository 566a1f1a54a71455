import { BuildEnded, BuildFailed } from "../domain/build-fault.ts";
import { places } from "../places.ts";
import { runStep } from "./supervise/build-step.ts";
import { fallbackLauncher } from "./supervise/launcher-build.ts";

/** Bundling takes 1 s. */
const limitMs = 60_000;

/**
 * Makes the bundle that matrix/cli.js runs from the next start on, where a checkout's sources run.
 *
 * @param note - told why there is no bundle; the sources run then, which takes longer to load and is the same.
 * @returns when every process of it has ended.
 */
export const bundleOwn = async (
  note: (text: string) => void,
  signal: AbortSignal,
): Promise<void> => {
  if (places.bundle === null) return;
  const { program, folder } = places.bundle;
  const argv = [process.execPath, program, folder];
  const options = { launcher: fallbackLauncher.argv, temporary: {}, signal, limitMs };
  try {
    await runStep(
      "this tool",
      { title: "bundle", argv, inputs: [], environment: {} },
      places.root,
      { ...options, begun: () => {} },
    );
  } catch (error) {
    if (error instanceof BuildEnded) return;
    if (!(error instanceof BuildFailed)) throw error;
    note(`this tool runs unbundled: ${error.short}`);
  }
};
