import { execFile } from "node:child_process";

const quiet = ["--no-audit", "--no-fund", "--ignore-scripts"];

/** Puts a version of grpc-js into a folder's node_modules. @returns as {@link npm} does. */
export function installLibrary(folder: string, version: string): Promise<string | null> {
  return npm(folder, "install", "--no-save", `@grpc/grpc-js@${version}`);
}

/** Runs npm in a folder. @returns what npm says is the matter, in one line; null where it ended well. */
export function npm(folder: string, ...words: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile("npm", [...words, ...quiet, "--prefix", folder], (error, _, said) => {
      // The first lines are codes, those behind the next advise.
      const lines = said.split("\n").filter((line) => line.startsWith("npm error"));
      resolve(
        error === null
          ? null
          : (lines.find((line) => !/ (?:code|syscall|errno) /.test(line)) ?? error.message),
      );
    });
  });
}
