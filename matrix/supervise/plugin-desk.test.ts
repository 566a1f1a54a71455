import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { openPluginDesk, type PluginDesk } from "./plugin-desk.ts";

let folder: string;
let desk: PluginDesk;
const socketPath = () => join(folder, "desk.sock");

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "desk-"));
  desk = await openPluginDesk(["launcher"], socketPath());
});

afterEach(() => {
  desk.close();
  rmSync(folder, { recursive: true });
});

/** For what a process does at once, however slow the machine. */
const limitMs = 20_000;

/** A launcher that says all it has to say and ends, while the event loop stands still. */
const cameAndWent = (messages: readonly object[]): void => {
  const text = messages.map((message) => `${JSON.stringify(message)}\n`).join("");
  const program = `require("node:net").connect(${JSON.stringify(socketPath())}).end(${JSON.stringify(text)}, () => process.exit())`;
  const { status, stderr } = spawnSync(process.execPath, ["--eval", program], { encoding: "utf8" });
  expect(status, stderr).toBe(0);
};

test("a launcher that came and went before anybody listened was launched", async () => {
  const seat = desk.seat(["plugin"]);
  const token = seat.argv[seat.argv.indexOf("--token") + 1];
  cameAndWent([
    { type: "hello", token, pid: 1, clientCertificate: null },
    { type: "stderr", base64: Buffer.from("cannot open the database").toString("base64") },
    { type: "exit", code: 1, signal: null, left: [], reason: null },
  ]);
  expect(await seat.stop()).toMatchObject({ kind: "exited", exit: { code: 1 } });
  expect(seat.stderr.since(0).raw).toBe("cannot open the database");
});

test("what a launcher said before it was killed is read before it is given an order", async () => {
  const seat = desk.seat(["plugin"]);
  const gone = join(folder, "gone");
  const token = seat.argv[seat.argv.indexOf("--token") + 1];
  const said = { type: "not-started", error: "plugin: no such file", reason: "no such file" };
  const program = `
    const socket = require("node:net").connect(${JSON.stringify(socketPath())});
    const tell = (message, then) => socket.write(JSON.stringify(message) + "\\n", then);
    tell(${JSON.stringify({ type: "hello", token, pid: 1, clientCertificate: null })});
    socket.on("data", () => tell(${JSON.stringify(said)}, () => {
      socket.destroy();
      require("node:fs").writeFileSync(${JSON.stringify(gone)}, "");
    }));`;
  const launcher = spawn(process.execPath, ["--eval", program], { stdio: "inherit" });
  onTestFinished(() => void launcher.kill());
  await seat.clientCertificate.within(limitMs, "a certificate");
  seat.announce("anything");
  // The event loop is to stand still.
  for (const end = Date.now() + limitMs; !existsSync(gone); ) expect(Date.now()).toBeLessThan(end);
  expect(await seat.stop()).toEqual({ kind: "not-started", error: said.error });
});

test("a launcher that never came was never launched", async () => {
  const seat = desk.seat(["plugin"]);
  expect(await seat.stop()).toEqual({ kind: "never-launched" });
  await expect(seat.line.within(limitMs, "a line")).resolves.toBeNull();
});

test("a launcher that says what is no message has lost its plugin", async () => {
  const seat = desk.seat(["plugin"]);
  const token = seat.argv[seat.argv.indexOf("--token") + 1];
  cameAndWent([{ type: "hello", token, pid: 1, clientCertificate: null }, { type: "farewell" }]);
  expect(await seat.stop()).toEqual({
    kind: "lost",
    reason: 'its launcher said {"type":"farewell"}',
  });
});
