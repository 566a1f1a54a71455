import type { About } from "../about.ts";
import type { Finding, Rule, Symptoms } from "../rule.ts";

const about: About = {
  summary: "The command that should start the server or plugin cannot be executed at all.",
  sides: ["server"],
  toBeSure:
    "Run the same command by hand: `ls -l <command>` shows whether it is there and executable, `file <command>` its architecture, `head -1` a script's interpreter, `readelf -l <command> | grep interpreter` an ELF interpreter; ENOENT for a file that exists means that the interpreter is missing.",
  fix: {
    any: "build the program for this machine (`GOOS`/`GOARCH`, or static: `CGO_ENABLED=0` on Alpine), `chmod +x` it, and give its absolute path",
    go: 'plugin.ClientConfig{Cmd: exec.Command("/absolute/path/to/plugin")}; go-plugin checks nothing before it starts it',
  },
};

/** The server's program cannot be run at all. */
export const commandNotRunnable: Rule = {
  code: "command-not-runnable",
  clause: "execve(2)",
  about,
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
const shellTexts = /not found|no such file|permission denied|cannot execute|not executable/i;

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
