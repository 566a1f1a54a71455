import { places } from "../../places.ts";
import { noNeeds, readImplementations } from "../../run/inputs/read-inputs.ts";
import { usualImplementations } from "../../run/inputs/usual-implementations.ts";
import { bundleOwn } from "../../run/own-bundle.ts";
import { prepare } from "../../run/prepare.ts";

/** Builds every implementation before the first test, so that no test's time includes a build. */
export const setup = async (): Promise<void> => {
  process.chdir(places.root);
  const { missing } = await prepare(await readImplementations(noNeeds, []), (text) =>
    process.stderr.write(`${text}\n`),
  );
  await bundleOwn((text) => process.stderr.write(`${text}\n`), new AbortController().signal);
  const usual = await usualImplementations();
  for (const [id, { because, reason }] of missing) {
    // What only a preset of its own needs may be missing, and so are its tests then.
    if (because === "toolchain-missing" && !usual.has(id)) continue;
    throw new Error(`${id}: ${reason}`);
  }
};
