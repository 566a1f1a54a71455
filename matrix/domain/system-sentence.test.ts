import { expect, test } from "vitest";
import { hasSystemCode, systemSentence } from "./system-sentence.ts";

const fault = (code: string, over: object = {}) => Object.assign(new Error("m"), { code, ...over });

const at = (error: unknown) => systemSentence(error, { temporary: "/tmp" });

test.for([
  [
    fault("ENOSPC", { syscall: "write", path: "/tmp/hm-1/ca.pem" }),
    "no space left for /tmp/hm-1/ca.pem (ENOSPC of write): free some, or set TMPDIR to a folder with 100 MB free",
  ],
  [
    fault("ENOSPC", { syscall: "write", path: "/results/cells.jsonl" }),
    "no space left for /results/cells.jsonl (ENOSPC of write): free some, or name a folder on another device",
  ],
  [
    fault("ENOSPC", { syscall: "write" }),
    "no space left on the device (ENOSPC of write): free some, or set TMPDIR to a folder with 100 MB free",
  ],
  [
    fault("EDQUOT", { syscall: "open", path: "/results/x" }),
    "the disk quota is used up for /results/x (EDQUOT of open): free some, or name a folder on another device",
  ],
  [
    fault("EFBIG", { syscall: "write", path: "/r/cells.jsonl" }),
    "a file would be larger than this process may write: /r/cells.jsonl (EFBIG of write): raise the limit with ulimit -f unlimited",
  ],
  [
    fault("EMFILE", { syscall: "open", path: "/r/x" }),
    "this process has no file descriptor left for /r/x (EMFILE of open): raise the limit with ulimit -n 1024, or run with fewer cells at once: --jobs 1",
  ],
  [
    fault("ENFILE", { syscall: "open", path: "/r/x" }),
    "the system has no file descriptor left for /r/x (ENFILE of open): end other programs, or raise fs.file-max",
  ],
  [
    fault("EADDRNOTAVAIL", { syscall: "connect", address: "127.0.0.1", port: 0 }),
    "no address or port is free for 127.0.0.1:0 (EADDRNOTAVAIL of connect): wait until closed connections are forgotten, or widen net.ipv4.ip_local_port_range",
  ],
  [
    fault("EADDRINUSE", { syscall: "listen", address: "127.0.0.1", port: 80 }),
    "somebody else listens on 127.0.0.1:80 (EADDRINUSE of listen): name another address",
  ],
  [
    fault("EAGAIN", { syscall: "spawn /bin/launcher" }),
    "no process can be started for /bin/launcher (EAGAIN of spawn): end other programs, or raise the limit of processes with ulimit -u",
  ],
  [
    fault("ENOMEM", { syscall: "spawn go", path: "go" }),
    "no memory left for go (ENOMEM of spawn): end other programs, or run with fewer cells at once: --jobs 1",
  ],
  [
    fault("ENXIO", { syscall: "open", path: "/x/socket" }),
    "no file that can be read stands at /x/socket (ENXIO of open): name a file",
  ],
  [
    fault("EROFS", { syscall: "mkdir", path: "/tmp/hm-1" }),
    "read-only is the file system of /tmp/hm-1 (EROFS of mkdir): set TMPDIR to a folder that can be written",
  ],
  [
    fault("EACCES", { syscall: "spawn /x/server", path: "/x/server" }),
    "permission denied for /x/server (EACCES of spawn): make it executable (chmod +x), on a file system without noexec",
  ],
  [
    fault("EPERM", { syscall: "unlink", path: "/x" }),
    "this user may not do that with /x (EPERM of unlink): give this user the permission, or name another place",
  ],
  [
    fault("EISDIR", { syscall: "read", path: "/r/cells.jsonl" }),
    "a folder stands where a file is expected: /r/cells.jsonl (EISDIR of read): move it away",
  ],
  [
    fault("ENOTDIR", { syscall: "mkdir", path: "/r/x" }),
    "a file stands where a folder is expected, above or at /r/x (ENOTDIR of mkdir): move it away, or name another place",
  ],
  [
    fault("ENAMETOOLONG", { syscall: "open", path: "/r/xxx" }),
    "the name is too long for the file system: /r/xxx (ENAMETOOLONG of open): name a shorter place",
  ],
  [
    fault("ELOOP", { syscall: "open", path: "/r" }),
    "symbolic links lead in a circle at /r (ELOOP of open): remove one of them",
  ],
  [
    fault("EIO", { syscall: "fsync", path: "/r" }),
    "the device failed at /r (EIO of fsync): look at the system's log, and name a folder on another device",
  ],
  [
    fault("ETXTBSY", { syscall: "spawn /x/go", path: "/x/go" }),
    "a program that is being written cannot be started: /x/go (ETXTBSY of spawn): run again when its build has ended",
  ],
  [
    fault("ENOENT", { syscall: "uv_cwd" }),
    "the working folder has been removed (ENOENT of uv_cwd): change to one that exists, as with cd /",
  ],
  [
    fault("ENOENT", { syscall: "mkdtemp", path: "/tmp/hm-XXXXXX" }),
    "there is no /tmp/hm-XXXXXX (ENOENT of mkdtemp): somebody removed it, or TMPDIR names no folder: set TMPDIR to one that exists",
  ],
  [
    fault("ENOENT", { syscall: "spawn go", path: "go" }),
    "there is no program go (ENOENT of spawn): install it, or have its folder in PATH",
  ],
] as const)("%o", ([error, sentence]) => {
  expect(at(error)).toBe(sentence);
});

test("what caused an error counts, and the first of several", () => {
  const full = fault("ENOSPC", { syscall: "write" });
  const wrapped = new Error("could not", { cause: new AggregateError([full, new Error("x")]) });
  expect(at(wrapped)).toBe(at(full));
  expect([hasSystemCode(wrapped, "ENOSPC", "EIO"), hasSystemCode(wrapped, "EIO")]).toEqual([
    true,
    false,
  ]);
});

test.for([new Error("ENOSPC"), fault("ERR_INVALID_ARG_TYPE"), "ENOSPC", undefined])(
  "none of the system's: %o",
  (error) => {
    expect(at(error)).toBe(null);
  },
);

test("causes in a circle end", () => {
  const error = new Error("x");
  error.cause = error;
  expect(at(error)).toBe(null);
});

test("a path from outside is one line and moves no cursor", () => {
  expect(at(fault("EISDIR", { path: "/r/\u001b[31m\nx" }))).toMatch(/^[ -~]+$/);
});
