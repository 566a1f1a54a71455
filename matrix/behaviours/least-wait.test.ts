import { expect, test } from "vitest";
import { call } from "./exchange.ts";
import { leastWaitMs } from "./least-wait.ts";

test.for([
  { name: "nothing is waited for", exchanges: [call("Unary")], ms: 0 },
  { name: "a server's pause", exchanges: [call("Unary", { script: { delayMs: 700 } })], ms: 700 },
  {
    name: "pauses between answers",
    exchanges: [call("ServerStream", { script: { sizes: [1, 1, 1], eachMs: 100 } })],
    ms: 300,
  },
  {
    name: "pauses between requests",
    exchanges: [call("ClientStream", { payloads: [1, 1], sendEveryMs: 50 })],
    ms: 100,
  },
  {
    name: "a client that cancels before",
    exchanges: [call("Unary", { script: { delayMs: 3_000 }, cancel: { afterMs: 300 } })],
    ms: 300,
  },
  {
    name: "a client that cancels after messages",
    exchanges: [
      call("ServerStream", {
        script: { sizes: [1, 1, 1], eachMs: 20 },
        cancel: { afterMessages: 2 },
      }),
    ],
    ms: 40,
  },
  {
    name: "a deadline before",
    exchanges: [call("Unary", { script: { delayMs: 3_000 }, deadlineMs: 50 })],
    ms: 50,
  },
  {
    name: "nobody listens, and the call waits",
    exchanges: [call("Unary", { address: "closed", waitForReady: true, deadlineMs: 400 })],
    ms: 400,
  },
  {
    name: "nobody listens, and the call does not wait",
    exchanges: [call("Unary", { address: "closed", script: { delayMs: 400 } })],
    ms: 0,
  },
  {
    name: "one after another",
    exchanges: [
      call("Unary", { script: { delayMs: 200 } }),
      call("Unary", { name: "next", script: { delayMs: 300 } }),
    ],
    ms: 500,
  },
  {
    name: "at once with the one before",
    exchanges: [
      call("Unary", { script: { delayMs: 200 } }),
      call("Unary", { name: "beside", script: { delayMs: 300 }, atOnce: true }),
    ],
    ms: 200,
  },
  {
    name: "a call that no request tells anything",
    exchanges: [call("Unary", { script: null })],
    ms: 0,
  },
])("least wait: $name", ({ exchanges, ms }) => {
  expect(leastWaitMs({ exchanges })).toBe(ms);
});
