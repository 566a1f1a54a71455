import { prepare } from "../../cli/commands/prepare.ts";
import { root } from "../../run/inputs/checkout.ts";
import { readImplementations } from "../../run/inputs/read-inputs.ts";

/** Builds every implementation before the first test, so that no test's time includes a build. */
export const setup = async (): Promise<void> => {
  process.chdir(root);
  const { missing } = await prepare(await readImplementations([], []), (text) =>
    process.stderr.write(`${text}\n`),
  );
  for (const [id, { reason }] of missing) throw new Error(`${id}: ${reason}`);
};
