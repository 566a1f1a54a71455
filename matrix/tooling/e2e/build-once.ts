import { places } from "../../places.ts";
import { readImplementations } from "../../run/inputs/read-inputs.ts";
import { bundleOwn } from "../../run/own-bundle.ts";
import { prepare } from "../../run/prepare.ts";

/** Builds every implementation before the first test, so that no test's time includes a build. */
export const setup = async (): Promise<void> => {
  process.chdir(places.root);
  const { missing } = await prepare(await readImplementations([], []), (text) =>
    process.stderr.write(`${text}\n`),
  );
  await bundleOwn((text) => process.stderr.write(`${text}\n`), new AbortController().signal);
  for (const [id, { reason }] of missing) throw new Error(`${id}: ${reason}`);
};
