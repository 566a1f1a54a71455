import { spawn } from "node:child_process";
import { Eventual } from "../../limits/eventual.ts";

/** What tells the processes of a run from all others; see launcher/main.go. Without either, none are ended. */
export type RunMarks = Readonly<{
  /** The limit mark of all processes of the run, or the lowest and the highest of them. */
  limitMark?: number | readonly [lowest: number, highest: number];
  /** What the marks of all its programs begin with: 8 to 32 digits in lower-case hex. */
  runMark?: string;
}>;

/** How the janitor went: "overdue" was not done in time and has been killed. */
export type Dismissed = "ended" | "overdue";

/**
 * Starts the process that ends what is left of a run and removes its folder, if the orchestrator is killed and
 * cannot do it itself: it waits for the end of its standard input.
 */
export const startJanitor = (launcher: readonly string[], folder: string, marks: RunMarks = {}) => {
  const [command = "", ...argv] = launcher;
  const janitor = spawn(command, [...argv, "janitor", ...options(marks), folder], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  const ended = Eventual.when<Dismissed>((settle) => {
    janitor.on("exit", () => settle("ended"));
    // It could not be started.
    janitor.on("error", () => settle("ended"));
  });
  janitor.stdin.on("error", () => {});
  return {
    /**
     * Ends the janitor, which first ends what is left of the run and removes the folder if it is still there; that
     * takes it up to three seconds, and some milliseconds if there is nothing.
     *
     * @param limitMs - what is not done by then, because a program stops the janitor again and again, is not done.
     */
    dismiss: async (limitMs = dismissalMs): Promise<Dismissed> => {
      // A program may have stopped it.
      janitor.kill("SIGCONT");
      janitor.stdin.end(dismissal);
      const how = await ended.orAfter<Dismissed>(limitMs, "overdue");
      if (how === "overdue") janitor.kill("SIGKILL");
      return how;
    },
  };
};

/** Any byte says that nobody writes into the folder any more but what bears the marks; see launcher/janitor.go. */
const dismissal = "\n";

/** The grace, a sweep and the cleaning of launcher/janitor.go together, and as much again. */
const dismissalMs = 10_000;

const options = ({ limitMark, runMark }: RunMarks): readonly string[] => [
  ...(limitMark === undefined ? [] : ["--limit-mark", [limitMark].flat().join("-")]),
  ...(runMark === undefined ? [] : ["--run", runMark]),
];
