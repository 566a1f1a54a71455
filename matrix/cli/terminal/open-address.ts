import { spawn } from "node:child_process";
import { Eventual } from "../../limits/eventual.ts";

/** An opener that fails says so at once; one that is a browser itself stays for as long as its user reads. */
const failsWithinMs = 2_000;

/** What became of it: `opened` as far as anybody can tell. */
export type Opening = "opened" | "failed";

/** Starts an opener, which outlives this process. */
export const openAddress = async ([command = "", ...argv]: readonly string[]): Promise<Opening> => {
  const ended = Eventual.when<Opening>((settle) => {
    const opener = spawn(command, argv, { stdio: "ignore", detached: true });
    opener.once("error", () => settle("failed"));
    opener.once("exit", (code) => settle(code === 0 ? "opened" : "failed"));
    opener.unref();
  });
  return ended.orAfter(failsWithinMs, "opened");
};
