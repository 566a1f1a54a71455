import { expect, test } from "vitest";
import { hostileText } from "../../tooling/test/hostile-text.ts";
import { workflowCommand } from "./workflow-command.ts";

test.for([
  ["plain", ["error", "t", "m"], "::error title=t::m"],
  ["what ends a line", ["warning", "a\nb", "c\nd"], "::warning title=a%0Ab::c%0Ad"],
  ["what begins an escape", ["notice", "100%", "%0A"], "::notice title=100%25::%250A"],
  ["what ends a title", ["error", "a: b, c", "a: b, c"], "::error title=a%3A b%2C c::a: b, c"],
] as const)("%s", ([, [level, title, message], line]) => {
  expect(workflowCommand(level, title, message)).toBe(line);
});

test("whatever a text holds, it is one command on one line", () => {
  const text = `${hostileText}\r\n::error title=forged::x\n##[set-output name=a]b`;
  const line = workflowCommand("error", text, text);
  expect(line.split(/[\r\n]/)).toHaveLength(1);
  expect(line.indexOf("::", 2)).toBeGreaterThan(line.indexOf("forged"));
  expect(line).not.toMatch(/MHcCAQEE|abcdefghijklmnopqrstuvwxyz0123456789/);
});
