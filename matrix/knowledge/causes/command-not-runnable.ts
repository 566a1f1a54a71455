import type { CauseKnowledge } from "../cause-knowledge.ts";

export const commandNotRunnable: CauseKnowledge = {
  summary: "The command that should start the server or plugin cannot be executed at all.",
  sides: ["server"],
  toBeSure:
    "Run the same command by hand: `ls -l <command>` shows whether it is there and executable, `file <command>` its architecture, `head -1` a script's interpreter, `readelf -l <command> | grep interpreter` an ELF interpreter; ENOENT for a file that exists means that the interpreter is missing.",
  clause: "execve(2)",
  check: {
    at: "program",
    look: "file(1) of the program: its architecture and ELF interpreter; and its permissions",
  },
  fix: {
    any: "build the program for this machine (`GOOS`/`GOARCH`, or static: `CGO_ENABLED=0` on Alpine), `chmod +x` it, and give its absolute path",
    go: 'plugin.ClientConfig{Cmd: exec.Command("/absolute/path/to/plugin")}; go-plugin checks nothing before it starts it',
  },
};
