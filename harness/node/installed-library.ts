import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installLibrary } from "./npm.ts";

/** Acts with the folder of a version of grpc-js that npm installs for that; where it cannot, ends the process with its words. */
export async function withInstalledLibrary(
  version: string,
  act: (library: string) => Promise<unknown>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "grpc-js-"));
  try {
    const fault = await installLibrary(folder, version);
    if (fault === null) await act(join(folder, "node_modules", "@grpc", "grpc-js"));
    else {
      process.stderr.write(`${fault}\n`);
      process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
