import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { openPluginRegistry, type PluginRegistry } from "./plugin-registry.ts";

let folder: string;
let registry: PluginRegistry;
const socketPath = () => join(folder, "registry.sock");

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "desk-"));
  registry = await openPluginRegistry(["launcher"], socketPath());
});

afterEach(() => {
  registry.close();
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
  const slot = registry.slot(["plugin"], "plugin");
  const token = slot.argv[slot.argv.indexOf("--token") + 1];
  cameAndWent([
    { type: "hello", token, pid: 1, clientCertificate: null },
    { type: "stderr", base64: Buffer.from("cannot open the database").toString("base64") },
    { type: "exit", code: 1, signal: null, left: [], reason: null },
  ]);
  expect(await slot.stop()).toMatchObject({ kind: "exited", exit: { code: 1 } });
  expect(slot.stderr.since(0).raw).toBe("cannot open the database");
});

test("what a launcher said before it was killed is read before it is given an order", async () => {
  const slot = registry.slot(["plugin"], "plugin");
  const gone = join(folder, "gone");
  const token = slot.argv[slot.argv.indexOf("--token") + 1];
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
  await slot.clientCertificate.within(limitMs, "a certificate");
  slot.announce("anything");
  // The event loop is to stand still.
  for (const end = Date.now() + limitMs; !existsSync(gone); ) expect(Date.now()).toBeLessThan(end);
  expect(await slot.stop()).toEqual({ kind: "not-started", error: said.error });
});

test("a plugin is ordered to start, a decoy is not, and their hosts are told the same", async () => {
  const ordered = async (taker: "plugin" | "decoy") => {
    const slot = registry.slot(["plugin", "word"], taker);
    const token = slot.argv[slot.argv.indexOf("--token") + 1];
    const socket = connect(socketPath());
    onTestFinished(() => void socket.destroy());
    const first = once(socket, "data");
    socket.write(`${JSON.stringify({ type: "hello", token, pid: 1, clientCertificate: null })}\n`);
    await slot.clientCertificate.within(limitMs, "a certificate");
    slot.announce("a line");
    const [bytes] = await first;
    return { order: String(bytes).split("\n")[0], argv: slot.argv };
  };
  const [plugin, decoy] = [await ordered("plugin"), await ordered("decoy")];
  expect([plugin.order, decoy.order]).toEqual(["start", "announce a line"]);
  const form = (argv: readonly string[]) => argv.join(" ").replaceAll(/[0-9a-f]{16,}|\d+/g, "*");
  expect(form(decoy.argv)).toBe(form(plugin.argv));
});

test("a launcher that never came was never launched", async () => {
  const slot = registry.slot(["plugin"], "plugin");
  expect(await slot.stop()).toEqual({ kind: "never-launched" });
  await expect(slot.line.within(limitMs, "a line")).resolves.toBeNull();
});

test("a launcher that says what is no message has lost its plugin", async () => {
  const slot = registry.slot(["plugin"], "plugin");
  const token = slot.argv[slot.argv.indexOf("--token") + 1];
  cameAndWent([{ type: "hello", token, pid: 1, clientCertificate: null }, { type: "finish" }]);
  expect(await slot.stop()).toEqual({
    kind: "lost",
    reason: 'its launcher said {"type":"finish"}',
  });
});
