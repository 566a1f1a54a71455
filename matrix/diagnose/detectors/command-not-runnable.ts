import type { Finding, Rule, Symptoms } from "../rule.ts";

/** The server's program cannot be run at all. */
export const commandNotRunnable: Rule = {
  code: "command-not-runnable",
  diagnose: (symptoms) => {
    const notStarted = symptoms.evidence.server?.notStarted;
    if (!notStarted) return ofShell(symptoms);
    return {
      side: "server",
      decided: true,
      sentence: "The server's command cannot be run.",
      matched: [{ by: "launcher", text: notStarted.reason }],
      remedy: "correct the command in the manifest, or build it",
    };
  },
};

/** Exit codes of a shell for a command that it did not find, or could not run (POSIX, Shell Command Language 2.8.2). */
const shellCodes = [126, 127];
const shellTexts = /not found|no such file|permission denied|cannot execute/i;

/** The server is a script, and what it was to start is not there. */
const ofShell = ({ outcome, evidence }: Symptoms): Finding | undefined => {
  const { exit, stderr = "" } = evidence.server ?? {};
  if (outcome.phase !== "spawn" || !shellCodes.includes(exit?.code ?? 0)) return undefined;
  const text = stderr.split("\n").findLast((line) => shellTexts.test(line));
  if (text === undefined) return undefined;
  return {
    side: "server",
    decided: true,
    sentence:
      "The shell that should start the server did not find its program, or could not run it.",
    matched: [
      { by: "server", text: text.trim().slice(0, 300) },
      { by: "launcher", text: `ended with exit code ${exit?.code}` },
    ],
    remedy: "correct the command in the script, or PATH, or build it",
  };
};
