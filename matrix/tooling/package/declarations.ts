import { join } from "node:path";
import { execa } from "execa";
import { places } from "../../places.ts";

/** Writes the types of what is imported into one file. */
export const writeDeclarations = async (file: string): Promise<void> => {
  await execa("dts-bundle-generator", [
    // The project's own check of types has looked at these files.
    "--no-check",
    "--export-referenced-types=false",
    "--no-banner",
    ...["--project", join(places.root, "tsconfig.json")],
    ...["--out-file", file],
    join(places.root, "matrix", "index.ts"),
  ]);
};
