import { expect, test } from "vitest";
import { pluginNotStarted } from "../../tooling/test/evidence.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";

const code = "start-timeout";
const line = "1|1|tcp|127.0.0.1:40001|grpc|";
const late = "timeout while waiting for plugin to start";

const started = (
  handshakeLine: string | null,
  message: string,
  phase = "handshake-line" as const,
) => symptoms(phase, { connections: [], handshakeLine, report: pluginNotStarted(message) });

test("the line came, and the host had given up", () => {
  expect(gist(found(code, started(line, late)))).toEqual({
    side: null,
    decided: true,
    quotes: [`launcher: first line: ${JSON.stringify(line)}`, `client: ${late}`],
  });
});

test.for([
  ["there was no line", null, late],
  ["the line was no handshake line", "hello", late],
  ["the host refused the line", line, "Incompatible core API version with plugin."],
] as const)("silent: %s", ([, handshakeLine, message]) => {
  expect(found(code, started(handshakeLine, message))).toBeUndefined();
});
