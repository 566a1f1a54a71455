import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";

/** 128 and the numbers of the signals that a crash sends: SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV. */
const crashes: ReadonlySet<number> = new Set([132, 133, 134, 135, 136, 139]);

/** Of SIGINT and SIGTERM, which ask for an end. */
const asked: ReadonlySet<number> = new Set([0, 130, 143]);

/** An exit code as a shell, Docker and Kubernetes give it. @returns undefined where it is no fault. */
const endOf = (code: number): Fact | undefined => {
  if (asked.has(code)) return undefined;
  if (code === 126 || code === 127) return { fact: "program-ended", how: "not-run" };
  if (code === 137) return { fact: "program-ended", how: "killed" };
  if (crashes.has(code)) return { fact: "program-ended", how: "crash" };
  return { fact: "program-ended", how: "failed" };
};

const byCode = (match: RegExpMatchArray): Fact | undefined => endOf(Number(match[1]));

/** Of a build or a script that only runs it, codes that tell nothing are left out. */
const telling = (match: RegExpMatchArray): Fact | undefined => {
  const end = endOf(Number(match[1]));
  return end?.fact === "program-ended" && end.how === "failed" ? undefined : end;
};

/** systemd's names of what a main process ended by. */
const bySystemd = (match: RegExpMatchArray): Fact | undefined => {
  const [, code, status = ""] = match;
  if (code === "dumped") return { fact: "program-ended", how: "crash" };
  if (code === "killed")
    return status.startsWith("9/")
      ? { fact: "program-ended", how: "killed" }
      : /^(?:4|5|6|7|8|11)\//.test(status)
        ? { fact: "program-ended", how: "crash" }
        : undefined;
  return status.startsWith("203/")
    ? { fact: "program-ended", how: "not-run" }
    : endOf(Number.parseInt(status, 10));
};

/** How programs ended, as what started them says it. */
export const containerEndRows: readonly Row[] = [
  ...rowsFrom(
    {
      stack: "other",
      seen: "Docker and Compose; Kubernetes' status of containers; Nomad, ECS and runners of jobs, by reports",
    },
    [
      [
        // dockerd (moby daemon/stop.go).
        /\bfailed to exit within \S{1,20}(?: seconds)? of signal \d{1,2} - using the force/,
        { fact: "plugin-did-not-stop" },
        "Container failed to exit within 10s of signal 15 - using the force",
      ],
      // setup-terraform's own is of Terraform, which serves nothing.
      [/(?<!\bTerraform )\bexited with code (\d{1,3})\b/, byCode, "kv-1 exited with code 1"],
      [
        /\bExited \((\d{1,3})\) (?:\d{1,3}|[Aa]bout|[Ll]ess) /,
        telling,
        "Exited (137) 3 minutes ago",
      ],
      [/\bRestarting \((\d{1,3})\) (?:\d{1,3}|[Ll]ess) /, byCode, "Restarting (1) 12 seconds ago"],
      [
        /\b[Ee]xit ?[Cc]ode"?: {0,8}(\d{1,3})\b/,
        telling,
        "Reason:       Error\n      Exit Code:    137",
      ],
      [
        /(?:[Pp]rocess completed|command terminated) with exit code (\d{1,3})\b/,
        telling,
        "Process completed with exit code 137.",
      ],
      [
        /(?:^|\| )(?:signal: )?[Kk]illed(?:: 9)?$/m,
        { fact: "program-ended", how: "killed" },
        "signal: killed",
      ],
      [
        /\bsignal: (?:segmentation fault|aborted|bus error|illegal instruction)\b/,
        { fact: "program-ended", how: "crash" },
        "signal: segmentation fault (core dumped)",
      ],
      [
        /\b(?:Reason:\s{1,12}|is in |0\/\d{1,2} {1,12}(?:Init:)?)(?:CrashLoopBackOff|Error(?!\s{1,20}Exit Code:\s{1,12}(?:0|130|143)\b))\b|\b[Bb]ack-off (?:\d{1,3}m?\d{0,2}s )?restarting failed container\b/,
        { fact: "program-ended", how: "restarting" },
        "Back-off restarting failed container kv in pod kv-0_default(a1b2)",
      ],
      [
        /\bEssential container in task exited\b|\bfailed to start task after driver exited unexpectedly|\bNot Restarting {1,8}Exceeded allowed attempts|\bdriver exited unexpectedly\b/,
        { fact: "program-ended", how: "restarting" },
        "Essential container in task exited",
      ],
      [
        /\bTerminated {1,8}Exit Code: (\d{1,3})\b/,
        byCode,
        "Terminated  Exit Code: 1, Exit Message: x",
      ],
      [
        // BuildKit's frontend is a program in a container that it speaks gRPC with (frontend/gateway/gateway.go).
        "frontend grpc server closed unexpectedly",
        { fact: "program-ended", how: "broken" },
      ],
      [
        /\bunable to start container process\b|\bstarting container process caused\b|\bOCI runtime (?:create|exec) failed\b/,
        { fact: "program-ended", how: "not-run" },
        'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "kv": x',
      ],
      [
        /\bfile \S{1,200} not found under path \S{1,260}/,
        { fact: "exec-failed", why: "missing" },
        "file kv not found under path /opt/nomad/alloc/a1/kv",
      ],
      [
        /driver failed programming external connectivity|Ports are not available: |port is already allocated/,
        { fact: "cannot-listen" },
        "Bind for 0.0.0.0:9000 failed: port is already allocated.",
        "server",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "other",
      seen: "systemd 252 src/core/service.c, execute.c; Linux arch/x86/mm/fault.c",
    },
    [
      [
        /Main process exited, code=(exited|killed|dumped), status=(\d{1,3}\/[\w-]{1,20})/,
        bySystemd,
        "kv.service: Main process exited, code=killed, status=9/KILL",
      ],
      [
        /: Start request repeated too quickly\./,
        { fact: "program-ended", how: "restarting" },
        "kv.service: Start request repeated too quickly.",
      ],
      [
        /: Failed (?:to execute|at step EXEC spawning|to locate executable) \S{1,260}: (?:Permission denied|No such file or directory|Exec format error)/,
        { fact: "exec-failed", why: "missing" },
        "kv.service: Failed to execute /opt/kv: Permission denied",
      ],
      [
        /: State 'stop-\w{5,12}' timed out\. (?:Killing|Aborting)\./,
        { fact: "plugin-did-not-stop" },
        "kv.service: State 'stop-sigterm' timed out. Killing.",
      ],
      [
        /: start operation timed out\. Terminating\./,
        { fact: "timeout", of: "plugin-start" },
        "kv.service: start operation timed out. Terminating.",
      ],
      [
        /\[\d{1,10}\]: segfault at [\da-f]{1,16} ip [\da-f]{8,16}|\bProcess \d{1,10} \([^)\n]{1,60}\) of user \d{1,10} dumped core/,
        { fact: "program-ended", how: "crash" },
        "kv[3144]: segfault at 18 ip 00007f3c1c0a2d4e sp 00007ffc1d3a2c10 error 4 in libgrpc.so",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "other",
      seen: "Kubernetes pkg/kubelet/prober, pkg/probe/http and grpc; ECS events, by reports",
    },
    [
      [
        /\b(?:Readiness|Liveness|Startup) probe failed: HTTP probe failed with statuscode: \d{3}|Task failed (?:container|ELB) health checks|\bdue to \(reason Health checks failed/,
        { fact: "health-not-serving" },
        "Readiness probe failed: HTTP probe failed with statuscode: 503",
      ],
      [
        /this server does not implement the grpc health protocol/,
        { fact: "unimplemented", what: "grpc.health.v1.Health" },
        "error: this server does not implement the grpc health protocol (grpc.health.v1.Health)",
      ],
      [
        /\b(?:Readiness|Liveness|Startup) probe failed: (?:command [^\n]{1,200} timed out|timeout: (?:failed to connect service|health rpc did not complete)(?![^\n]{0,200}refused)[^\n]{0,120})/,
        { fact: "timeout", of: "connect" },
        "Readiness probe failed: timeout: health rpc did not complete within 1s",
      ],
      [
        /\bContainer [\w.-]{1,63} failed (?:liveness|startup) probe, will be restarted/,
        { fact: "program-ended", how: "restarting" },
        "Container kv failed liveness probe, will be restarted",
      ],
    ],
  ),
];
