import type { About } from "../about.ts";
import type { Rule } from "../rule.ts";

const about: About = {
  summary: "The process ended and left processes of its own running.",
  sides: ["server"],
  toBeSure: "`ps -o pid,ppid,pgid,args` after its end: children whose parent is 1.",
  fix: {
    any: "end children with the process: a process group of their own, and SIGTERM to it",
    go: "cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM} (Linux), or exec.CommandContext",
    python: "subprocess.Popen(…, start_new_session=True) and os.killpg at the end",
    node: "child.kill() on exit; no detached: true",
  },
};

/** Children that outlive the plugin hold its ports and files. */
export const leftProcesses: Rule = {
  code: "left-processes",
  clause: "hashicorp/go-plugin issue 136",
  about,
  diagnose: ({ evidence }) => {
    const left = evidence.server?.shared === false ? (evidence.server.exit?.left ?? []) : [];
    if (left.length === 0) return undefined;
    return {
      side: "server",
      decided: true,
      sentence: "The server ended and left processes of its own running.",
      matched: left.map(({ pid, command }) => ({ by: "launcher", text: `${pid}: ${command}` })),
      remedy: "end child processes with the plugin",
    };
  },
};
