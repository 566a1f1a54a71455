import { spawn } from "node:child_process";

/**
 * Starts the process that removes a run's folder if the orchestrator is killed and cannot do it
 * itself: it waits for the end of its standard input.
 */
export const startJanitor = (launcher: readonly string[], folder: string) => {
  const [command = "", ...argv] = launcher;
  const janitor = spawn(command, [...argv, "janitor", folder], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  janitor.on("error", () => {});
  janitor.stdin.on("error", () => {});
  return {
    /** Ends the janitor, which removes the folder if it is still there. */
    dismiss: () => janitor.stdin.end(),
  };
};
