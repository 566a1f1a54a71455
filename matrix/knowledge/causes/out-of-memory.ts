import type { CauseKnowledge } from "../cause-knowledge.ts";

export const outOfMemory: CauseKnowledge = {
  summary: "The kernel ended the process because memory ran out.",
  sides: ["server"],
  toBeSure:
    "`dmesg | grep -i 'killed process'` names the process and what it used; in Kubernetes `kubectl describe pod` has `OOMKilled` and exit code 137. `memory.max` and `memory.events` of its control group show the limit and how often it was met.",
  clause: "Linux cgroup v2, memory.max; proc(5), oom_score",
  check: {
    at: "program",
    look: "the kernel's log and the limit of the control group (memory.max), against what the process uses",
  },
  fix: {
    any: "give the machine, container or job more memory, or let fewer of these processes run at once (Terraform: `-parallelism=2`)",
  },
};
