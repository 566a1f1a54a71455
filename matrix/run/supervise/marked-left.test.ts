import { type ChildProcess, spawn } from "node:child_process";
import { afterEach, expect, test } from "vitest";
import { Eventual } from "../../limits/eventual.ts";
import { isMarkedLeft } from "./marked-left.ts";
import { nextMark } from "./marks.ts";

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** A process that runs, and says so. */
const running = async (environment: Readonly<Record<string, string>>): Promise<ChildProcess> => {
  const child = spawn(process.execPath, ["-e", "console.log(1); process.stdin.resume()"], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...environment },
  });
  children.push(child);
  await Eventual.when<Buffer>((settle) => void child.stdout?.once("data", settle)).within(
    20_000,
    "a process",
  );
  return child;
};

test.skipIf(process.platform !== "linux")(
  "a process is left as long as it bears the mark and runs",
  async () => {
    const mark = nextMark();
    expect(isMarkedLeft(mark)).toBe(false);
    await running({ HANDSHAKE_MATRIX_MARK: nextMark().mark });
    expect(isMarkedLeft(mark)).toBe(false);
    const child = await running({ HANDSHAKE_MATRIX_MARK: mark.mark });
    expect(isMarkedLeft(mark)).toBe(true);
    const ended = Eventual.when<void>((settle) => void child.once("close", () => settle()));
    child.kill("SIGKILL");
    await ended.within(20_000, "the end of a process");
    expect(isMarkedLeft(mark)).toBe(false);
  },
);
