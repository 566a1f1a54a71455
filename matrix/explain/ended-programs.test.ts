/** Ends of programs in logs, and the names of those that speak there. */
import { expect, test } from "vitest";
import { endedIn, programOf } from "./ended-programs.ts";
import { explain } from "./explain.ts";

test.for([
  "panic: runtime error: index out of range [3] with length 3",
  "fatal error: concurrent map writes",
  "SIGSEGV: segmentation violation",
  "Segmentation fault (core dumped)",
  "terminate called after throwing an instance of 'std::bad_alloc'",
  "terminate called without an active exception",
  "# A fatal error has been detected by the Java Runtime Environment:",
])("the last words of a program: %s", (words) => {
  const line = `store-1  | ${words}`;
  expect(endedIn(`store-1  | listening\n${line}\n`)).toEqual([
    { program: "store-1", of: "itself", at: 21, index: 1, words: line },
  ]);
});

test.for([
  '{"level":30,"name":"shop","msg":"up"}',
  '{"level":"info","service":"shop","msg":"up"}',
  '{"level":"info","app": "shop","msg":"up"}',
  '{"level":"info","component" : "shop","msg":"up"}',
  '{"level":"info","logger":"shop","msg":"up"}',
  "level=info service=shop msg=up",
  "level=info app=shop msg=up",
  "level=info component=shop msg=up",
  "level=info logger=shop msg=up",
  "shop  | level=info msg=up",
])("a program by its name: %s", (line) => {
  expect(programOf(line)).toBe("shop");
});

test.for(["level=info msg=up", '{"level":"info","msg":"up"}'])("no program's name: %s", (line) => {
  expect(programOf(line)).toBe("");
});

const lost = "shop-1   | ERROR list: 14 UNAVAILABLE: read ECONNRESET";

const isDecided = (...lines: readonly string[]) => {
  const [cause] = explain([{ name: "-", text: `${lines.join("\n")}\n` }]).diagnosis.causes;
  return cause?.code === "exited-mid-call" && cause.decided;
};

test.for([
  "Apr  1 09:00:01 node-1 systemd[1]: Started a session",
  "Apr  1 09:00:01 node-1 kernel: eth0: link becomes ready",
  "Apr  1 09:00:01 node-1 kubelet[812]: the volumes are mounted",
  "Apr  1 09:00:01 node-1 dockerd[640]: the network is up",
  "Apr  1 09:00:01 node-1 containerd[512]: starting a shim",
  "Apr  1 09:00:01 node-1 supervisord[77]: spawned: store with pid 91",
  "PM2      | the daemon is up",
])("who runs programs is none of those that may have been called: %s", (line) => {
  expect(isDecided(line, "store-1 exited with code 139", lost)).toBe(true);
});

test("any other may be", () => {
  const other = "Apr  1 09:00:01 node-1 mail[77]: spawned: store with pid 91";
  expect(isDecided(other, "store-1 exited with code 139", lost)).toBe(false);
});
