import { describe, expect, test } from "vitest";
import type { ProcessEvidence } from "../../domain/evidence.ts";
import { exited, processEvidence } from "../../tooling/test/evidence.ts";
import { found, symptoms } from "../../tooling/test/symptoms.ts";

const code = "cookie-mismatch";
const ofGoPlugin = [
  "This binary is a plugin. These are not meant to be executed directly.",
  "Please execute the program that consumes these plugins, which will",
  "load any plugins automatically",
  "",
].join("\n");

const ended = (stderr: string, over: Partial<ProcessEvidence> = {}, line: string | null = null) =>
  symptoms("spawn", {
    connections: [],
    server: processEvidence({ stderr, exit: exited({ code: 1 }), ...over }),
    handshakeLine: line,
  });

describe("the plugin says so", () => {
  test.for([
    ["as go-plugin does", ofGoPlugin],
    ["after a log of its own", `2026/11/21 starting\n${ofGoPlugin}`],
    ["in one sentence", "This binary is a plugin. These are not meant to be executed directly.\n"],
    ["in words of its own", "magic cookie KV_PLUGIN is not set\n"],
    ["in others", "kv-plugin is a go-plugin plugin: start it by its host\n"],
  ] as const)("%s", ([, stderr]) => {
    expect(found(code, ended(stderr))).toMatchObject({ side: "server", decided: true });
  });

  test("and then something else, for which it ended: a candidate", () => {
    const stderr = `${ofGoPlugin}panic: cannot open /etc/kv.db\n`;
    expect(found(code, ended(stderr))?.decided).toBe(false);
  });
});

test.for([
  ["words that only sound like it", ended("loading registry: This binary is a plugin loader\n")],
  ["it still runs", ended(ofGoPlugin, { exit: null })],
  ["it had printed its line", ended(ofGoPlugin, {}, "1|1|tcp|127.0.0.1:1|grpc")],
] as const)("silent: %s", ([, of]) => {
  expect(found(code, of)).toBeUndefined();
});
