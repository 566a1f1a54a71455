import { readdirSync, readFileSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { Eventual } from "../../limits/eventual.ts";
import { listening } from "../../limits/listening.ts";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { type FarEnds, openFarEnds } from "./far-ends.ts";
import { bothLaunchers } from "./launcher/under-test.ts";

const [compiled] = (await bothLaunchers()).filter(({ kind }) => kind === "compiled");

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A client's end of a unix socket that this process has accepted. */
const accepted = async (): Promise<Socket> => {
  const path = join(temporaryFolder(), "kv.sock");
  const server = createServer((socket) => {
    closing.push(() => socket.destroy());
    socket.write("here");
  });
  await listening(server, { path });
  const socket = connect(path);
  closing.push(
    () => server.close(),
    () => socket.destroy(),
  );
  await Eventual.when<Buffer>((settle) => void socket.once("data", settle)).within(
    20_000,
    "an answer",
  );
  return socket;
};

/** The launcher's processes that tell, of those that this process has started. */
const tellers = (): readonly number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const parent = /\) \S (\d+) /.exec(readFileSync(`/proc/${name}/stat`, "utf8"))?.[1];
        const command = readFileSync(`/proc/${name}/cmdline`, "utf8");
        return parent === `${process.pid}` && command.split("\0").includes("far-ends");
      } catch {
        return false;
      }
    })
    .map(Number);

const opened = (): FarEnds => {
  const farEnds = openFarEnds(compiled?.argv ?? []);
  closing.push(farEnds.close);
  return farEnds;
};

const tell = { kind: "accepted", inode: expect.stringMatching(/^\d+$/) };

test.skipIf(!compiled).for(["SIGKILL", "SIGSTOP"] as const)(
  "a program that sends %s to the process that tells does not silence it",
  async (signal) => {
    const farEnds = opened();
    const socket = await accepted();
    expect(await farEnds.of(socket)).toEqual(tell);
    for (const pid of tellers()) process.kill(pid, signal);
    expect(await Promise.all([farEnds.of(socket), farEnds.of(socket)])).toEqual([tell, tell]);
  },
);

test.skipIf(!compiled)("one that is ended again and again is given up", async () => {
  const farEnds = opened();
  const socket = await accepted();
  let answer = await farEnds.of(socket);
  for (let round = 0; round < 20 && answer.kind === "accepted"; round++) {
    for (const pid of tellers()) process.kill(pid, "SIGKILL");
    answer = await farEnds.of(socket);
  }
  expect(answer).toEqual({ kind: "unknown" });
});

test.skipIf(!compiled)("nothing is left when it is closed", async () => {
  const farEnds = opened();
  const socket = await accepted();
  await farEnds.of(socket);
  farEnds.close();
  expect(await farEnds.of(socket)).toEqual({ kind: "unknown" });
});
