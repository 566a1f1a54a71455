import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const tells = (...lines: readonly string[]) =>
  explain([{ name: "-", text: `${lines.join("\n")}\n` }]).tells;

const title = '### What is "transport is closing" in my apply log?';
const stdio =
  '2020-11-20T07:21:43.619Z [WARN]  plugin.stdio: received EOF, stopping recv loop: err="rpc error: code = Unavailable desc = transport is closing"';
const exited =
  "2020-11-20T07:21:43.620Z [DEBUG] plugin: plugin process exited: path=/opt/kv pid=4894";
const complete = "Apply complete! Resources: 1 added, 0 changed, 0 destroyed.";

test("what a title quotes of a line that fails nothing fails nothing", () => {
  expect(tells(stdio, exited, complete)).toBe("healthy");
  expect(tells(title, stdio, exited, complete)).toBe("healthy");
});

test.for([
  ["there is no such line", [title, exited, complete]],
  ["it quotes other words", [title.replace("transport is closing", "EOF"), exited]],
  [
    "the line tells of a failure elsewhere, too",
    [
      title,
      stdio,
      exited,
      "Error: rpc error: code = Unavailable desc = transport is closing",
      "Error: Terraform failed",
    ],
  ],
] as const)("it may be what it says where %s", ([, lines]) => {
  expect(tells(...lines)).not.toBe("healthy");
});
