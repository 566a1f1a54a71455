import { earlyEnd, endOf, lastWords } from "../ended.ts";
import { certain, firstOf, quoted, type Rule } from "../rule.ts";

/** Exit codes of a shell for a command that it did not find, or could not run (POSIX, Shell Command Language 2.8.2). */
const shellCodes = [126, 127];
const shellTexts = /not found|no such file|permission denied|cannot execute/i;

/** The server's program cannot be run at all; or the server is a script, and what it was to start is not there. */
export const commandNotRunnable = firstOf(
  "command-not-runnable",
  certain({
    side: "server",
    sentence: "The server's command cannot be run.",
    remedy: "correct the command in the manifest, or build it",
    shownBy: ({ evidence: { server } }) =>
      server?.notStarted ? [quoted("launcher", server.notStarted.reason)] : [],
  }),
  certain({
    side: "server",
    sentence:
      "The shell that should start the server did not find its program, or could not run it.",
    remedy: "correct the command in the script, or PATH, or build it",
    shownBy: ({ outcome, evidence }) => {
      const { exit, stderr = "" } = evidence.server ?? {};
      if (outcome.phase !== "spawn" || !shellCodes.includes(exit?.code ?? 0)) return undefined;
      const text = stderr.split("\n").findLast((line) => shellTexts.test(line));
      return text === undefined
        ? undefined
        : [
            quoted("server", text.trim().slice(0, 300)),
            quoted("launcher", `ended with exit code ${exit?.code}`),
          ];
    },
  }),
);

/** It printed so much that the runner ended it. */
export const outputFlooded = firstOf(
  "output-flooded",
  certain({
    side: "server",
    sentence: "The server printed so much that it was ended.",
    remedy: "print the announcement on standard output and little on standard error",
    shownBy: ({ evidence: { server } }) =>
      server?.endedBecause ? [quoted("launcher", server.endedBecause)] : [],
  }),
);

/** It ended before it said where it listens. */
export const exitedEarly: Rule = {
  code: "exited-early",
  diagnose: (symptoms) => {
    const exit = earlyEnd(symptoms);
    if (!exit) return undefined;
    return {
      side: "server",
      decided: true,
      sentence: `The server ended (${endOf(exit)}) before it announced an address.`,
      matched: [quoted("launcher", `ended with ${endOf(exit)}`), ...lastWords(symptoms)],
      remedy: "read its last words; run it by hand with the same environment",
    };
  },
};

/** Children that outlive the plugin hold its ports and files. */
export const leftProcesses = firstOf(
  "left-processes",
  certain({
    side: "server",
    sentence: "The server ended and left processes of its own running.",
    remedy: "end child processes with the plugin",
    shownBy: ({ evidence: { server } }) =>
      server?.shared === false
        ? server.exit?.left.map(({ pid, command }) => quoted("launcher", `${pid}: ${command}`))
        : [],
  }),
);

/** Told to end, it stayed. */
export const didNotStop = firstOf(
  "did-not-stop",
  certain({
    side: "server",
    sentence: "The plugin did not end when its controller was told to shut it down.",
    remedy: "end the process in plugin.GRPCController/Shutdown",
    shownBy: ({ outcome, steps }) => {
      const step = steps.find(({ name }) => name === "shutdown");
      return outcome.phase === "shutdown" && step?.passed === false
        ? [quoted("client", step.difference ?? "still running")]
        : [];
    },
  }),
);
