import { expect, test } from "vitest";
import { firstAnswerLimitMs, otherAnswerLimitMs, trialLimitMs } from "./answer-limits.ts";
import type { Heard } from "./ask.ts";
import type { Handshake } from "./handshake.ts";

test.for([
  ["less than is waited for anyway", 500, 500, 500],
  ["nothing", 4000, 1500, 1500],
  ["more than usual", 6000, 6000, 1500],
] as const)("a user who asks for %s", ([, timeoutMs, first, other]) => {
  expect(firstAnswerLimitMs({ timeoutMs })).toBe(first);
  expect(otherAnswerLimitMs({ timeoutMs })).toBe(other);
});

const heard: Heard = { bytes: Buffer.alloc(0), end: "fin", dialError: null, connectMs: 0 };
const spoken = (kind: "refused" | "silent", helloMs: number) => {
  const hello: Handshake = { kind, saw: "" };
  return { banner: heard, hello, helloMs, preface: heard, http1: heard };
};

test.for([
  ["answered at once", spoken("refused", 20), 8000, 1500],
  ["took a second", spoken("refused", 1000), 8000, 4000],
  ["took longer than is left", spoken("refused", 5000), 8000, 8000],
  ["was not answered", spoken("silent", 8000), 8000, 1500],
] as const)("trials after a ClientHello that %s", ([, told, timeoutMs, limitMs]) => {
  expect(trialLimitMs({ timeoutMs }, told)).toBe(limitMs);
});
