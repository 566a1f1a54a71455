import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const dial = (path: string, how = "connect: no such file or directory") =>
  `kubelet[912]: grpc: addrConn.createTransport failed to connect to {Addr: "${path}", ServerName: "localhost", }. Err: connection error: desc = "transport: Error while dialing: dial unix ${path}: ${how}"`;
const serving = (path: string) =>
  `containerd[941]: time="2025-02-02T08:00:03Z" level=info msg=serving... address=${path}`;

const own = "/run/containerd/containerd.sock";
const other = "/run/crio/crio.sock";

const over = (...lines: readonly string[]) =>
  explain([{ name: "-", text: `${lines.join("\n")}\n` }]).over?.why ?? null;

const cameUp = "its server came up after it was dialled";

test.for([
  ["a socket that was not there yet", [dial(own), serving(own)]],
  ["one that was refused", [dial(own, "connect: connection refused"), serving(own)]],
  ["one that was dialled twice", [dial(own), dial(own), serving(own)]],
  ["one that its server listens at", [dial(own), serving(own).replace("serving", "listening")]],
  ["one that Node did not find", [`Error: connect ENOENT ${own}`, serving(own)]],
] as const)("over: %s", ([, lines]) => {
  expect(over(...lines)).toBe(cameUp);
});

test.for([
  ["another socket is served", [dial(own), serving(other)]],
  ["another in a folder below is", [dial(own), serving(`/host${own}`)]],
  ["one in the working folder is", [dial("/run/kv.sock"), serving("var/run/kv.sock")]],
  ["another whose name goes on is", [dial(own), serving(`${own}.old`)]],
  ["it was served before", [serving(own), dial(own)]],
  ["it was dialled in vain after that", [dial(own), serving(own), dial(own)]],
  ["it may not be used", [dial(own, "connect: permission denied"), serving(own)]],
] as const)("not over: %s", ([, lines]) => {
  expect(over(...lines)).toBe(null);
});
