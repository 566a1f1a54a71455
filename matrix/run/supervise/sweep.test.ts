/** What a sweep names as left of a program, and what it does not: the launcher and the program themselves. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { bothLaunchers } from "./launcher/under-test.ts";
import { nextMark } from "./marks.ts";
import { openPluginRegistry } from "./plugin-registry.ts";
import { start } from "./start.ts";
import { sweep } from "./sweep.ts";

const limitMs = 20_000;

/** Runs until it is killed, as what a program started does. */
const sleeping = async (mark: string, seconds: string) => {
  const child = spawn("sleep", [seconds], {
    stdio: "ignore",
    env: { ...process.env, HANDSHAKE_MATRIX_MARK: mark },
  });
  const ended = once(child, "exit");
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child, "spawn");
  return { pid: child.pid ?? 0, ended };
};

/**
 * A launcher that starts the given program and is gone before it, as one that its host has killed may be for a moment.
 * Its sweeps are a real launcher's.
 */
const goneBeforeItsProgram = `
  const { spawn, spawnSync } = require("node:child_process");
  const [command, ...words] = process.argv.slice(1);
  const at = words.indexOf("guard");
  if (at < 0) process.exit(spawnSync(command, words, { stdio: "inherit" }).status);
  const [program, ...argv] = words.slice(words.indexOf("--") + 1);
  const child = spawn(program, argv, { stdio: "ignore", detached: true });
  require("node:fs").writeSync(3, JSON.stringify({ type: "started", pid: child.pid }) + "\\n");
  process.exit(1);`;

describe.runIf(process.platform === "linux").for(await bothLaunchers())(
  "the $kind launcher",
  ({ argv }) => {
    test("names what a program started, and ends that and the program", async () => {
      const mark = nextMark();
      const [program, started] = [
        await sleeping(mark.mark, "3600"),
        await sleeping(mark.mark, "3601"),
      ];
      const left = await sweep(argv, { mark, own: [program.pid], pids: [], groups: [] });
      expect(left).toEqual([{ pid: started.pid, command: "sleep 3601" }]);
      expect(await Promise.all([program.ended, started.ended])).toEqual([
        [null, "SIGKILL"],
        [null, "SIGKILL"],
      ]);
    });

    test("a plugin that outlives its killed launcher by a moment has left nothing", async () => {
      const registry = await openPluginRegistry(argv, join(temporaryFolder(), "registry.sock"));
      onTestFinished(() => registry.close());
      const slot = registry.slot(["plugin"], "plugin");
      const optionOf = (option: string) => slot.argv[slot.argv.indexOf(option) + 1] ?? "";
      const program = await sleeping(optionOf("--mark"), "3600");
      const said = [
        { type: "hello", token: optionOf("--token"), pid: 1, clientCertificate: null },
        { type: "started", pid: program.pid },
      ];
      const text = said.map((message) => `${JSON.stringify(message)}\n`).join("");
      const launcher = `require("node:net").connect(${JSON.stringify(optionOf("--socket"))}).end(${JSON.stringify(text)})`;
      spawn(process.execPath, ["--eval", launcher], { stdio: "inherit" });
      const end = await slot.ended.within(limitMs, "the end of a plugin");
      expect(end).toMatchObject({ kind: "exited", exit: { signal: "SIGKILL", left: [] } });
      expect(await program.ended).toEqual([null, "SIGKILL"]);
    });

    test("a program that outlives its killed launcher by a moment has left nothing", async () => {
      const program = start({
        launcher: [process.execPath, "--eval", goneBeforeItsProgram, "--", ...argv],
        argv: ["sleep", "3600"],
        environment: {},
        onLine: null,
        lineLimitBytes: 1024,
      });
      const end = await program.ended.within(limitMs, "the end of a program");
      expect(end).toMatchObject({ kind: "exited", exit: { code: 1, left: [] } });
    });
  },
);
