// Makes the package that is published: `npm run package`. A folder is staged below .build and packed into a tarball
// beside it; the last line is the tarball's path.
import { join } from "node:path";
import { execa } from "execa";
import { z } from "zod";
import { places } from "../../places.ts";
import { stage } from "./stage.ts";

const packedSchema = z.tuple([
  z.object({
    filename: z.string(),
    size: z.number(),
    unpackedSize: z.number(),
    entryCount: z.number(),
  }),
]);

const folder = join(places.builds, "package");
const staged = join(folder, "staged");
await stage(staged, process.env["GITHUB_REPOSITORY"] ?? null);
const pack = ["pack", "--json", "--pack-destination", folder];
const { stdout } = await execa("npm", pack, { cwd: staged });
const [packed] = packedSchema.parse(JSON.parse(stdout));
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
process.stdout.write(
  `${packed.entryCount} files, ${kilobytes(packed.size)} packed, ${kilobytes(packed.unpackedSize)} installed\n`,
);
process.stdout.write(`${join(folder, packed.filename)}\n`);
