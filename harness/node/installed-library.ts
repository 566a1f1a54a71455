import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Acts with the folder of a version of grpc-js that npm installs for that; where it cannot, ends the process with its words. */
export async function withInstalledLibrary(
  version: string,
  act: (library: string) => Promise<unknown>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "grpc-js-"));
  try {
    const fault = await install(`@grpc/grpc-js@${version}`, folder);
    if (fault === null) await act(join(folder, "node_modules", "@grpc", "grpc-js"));
    else {
      process.stderr.write(`${fault}\n`);
      process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns what npm says is the matter, in one line; null where it is installed. */
function install(library: string, folder: string): Promise<string | null> {
  const quiet = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts"];
  return new Promise((resolve) => {
    execFile("npm", ["install", ...quiet, "--prefix", folder, library], (error, _, said) => {
      // The first line is a code, those behind the second advise.
      const lines = said.split("\n").filter((line) => line.startsWith("npm error"));
      resolve(
        error === null ? null : (lines.find((line) => !/ code /.test(line)) ?? error.message),
      );
    });
  });
}
