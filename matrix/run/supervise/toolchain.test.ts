import { expect, test } from "vitest";
import { checkTool, remedyFor } from "./toolchain.ts";

const remedyOf = async (command: readonly string[], limitMs: number) =>
  remedyFor(
    await checkTool({ name: "tt", command, lowest: "1.2", install: "get it" }, undefined, limitMs),
  );

/** Whoever answers at all has done so by then, however busy the machine is. */
const ampleMs = 30_000;

const asked = (how: string, script: string) =>
  `tt ${how} when it was asked for its version: see what \`sh -c ${script}\` does, or install it anew: get it`;

test.for([
  ["a tool that is as it should be", "echo v1.2.0", undefined],
  ["one that is too old", "echo v1.1", "tt 1.1 is older than 1.2: get it"],
  [
    "one that never answers",
    "exec sleep 30",
    asked("did not answer within 0.2 s", "exec sleep 30"),
  ],
  ["one that fails", "exit 3", asked("ended with exit code 3", "exit 3")],
  ["one that says something else", "echo hello", asked("printed no version", "echo hello")],
  ["one without an end", "exec yes", asked("printed more than 64 KiB", "exec yes")],
] as const)("%s", async ([, script, remedy]) => {
  const limitMs = script.startsWith("exec sleep") ? 200 : ampleMs;
  expect(await remedyOf(["sh", "-c", script], limitMs)).toBe(remedy);
});

test("only what is not there is not installed", async () => {
  expect(await remedyOf(["/no/such"], ampleMs)).toBe("tt is not installed: get it");
});
