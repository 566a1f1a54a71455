import type { CauseKnowledge } from "../cause-knowledge.ts";

export const leftProcesses: CauseKnowledge = {
  summary: "The process ended and left processes of its own running.",
  sides: ["server"],
  toBeSure: "`ps -o pid,ppid,pgid,args` after its end: children whose parent is 1.",
  clause: "hashicorp/go-plugin issue 136",
  check: { at: "endpoint", look: null },
  fix: {
    any: "end children with the process: a process group of their own, and SIGTERM to it",
    go: "cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM} (Linux), or exec.CommandContext",
    python: "subprocess.Popen(…, start_new_session=True) and os.killpg at the end",
    node: "child.kill() on exit; no detached: true",
  },
};
