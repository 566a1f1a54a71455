import type { About } from "../about.ts";
import type { Rule } from "../rule.ts";

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
  diagnose: ({ evidence }) => {
    const notStarted = evidence.server?.notStarted;
    if (notStarted?.by !== "launcher") return undefined;
    return {
      side: "server",
      decided: true,
      sentence: "The server's command cannot be run.",
      matched: [{ by: "launcher", text: notStarted.reason }],
      remedy: "correct the command in the manifest, or build it",
    };
  },
};
