import { createServer } from "node:net";
import { expect, test } from "vitest";
import { listen } from "../tooling/test/grpc-server.ts";
import { answering, data, headers, settings } from "../tooling/test/raw-http2.ts";
import { probe } from "./probe.ts";
import { questionOf } from "./question-of.ts";

const [maxConcurrentStreams, initialWindowSize, maxHeaderListSize] = [3, 4, 6];

const reply = [
  headers({ ":status": "200", "content-type": "application/grpc" }),
  data("0000000002 0801"),
  headers({ "grpc-status": "0" }, "end"),
];

/** @param frames - what follows each call. */
const causeOf = async (first: Buffer, frames: readonly Buffer[]) => {
  const { endpoint } = await listen(createServer(answering(frames, first)));
  const options = { plaintext: true, timeout: 500 };
  const { diagnosis } = await probe(await questionOf(endpoint.address, options), {});
  const [cause] = diagnosis?.causes ?? [];
  return cause && { code: cause.code, decided: cause.decided, quote: cause.matched[0]?.text };
};

test.for([
  [
    "no streams",
    [maxConcurrentStreams, 0],
    "SETTINGS_MAX_CONCURRENT_STREAMS is 0: no call may begin",
  ],
  [
    "no window",
    [initialWindowSize, 0],
    "SETTINGS_INITIAL_WINDOW_SIZE is 0, and no WINDOW_UPDATE let the rest of the call's message go",
  ],
  [
    "a window that is smaller than a message",
    [initialWindowSize, 4],
    "SETTINGS_INITIAL_WINDOW_SIZE is 4, and no WINDOW_UPDATE let the rest of the call's message go",
  ],
  [
    "headers smaller than a call's",
    [maxHeaderListSize, 16],
    /^SETTINGS_MAX_HEADER_LIST_SIZE is 16, and the headers of a call have \d{3} bytes$/,
  ],
] as const)("%s", async ([, setting, quote]) => {
  expect(await causeOf(settings(setting), [])).toMatchObject({
    code: "settings-forbid-calls",
    decided: true,
    quote: typeof quote === "string" ? quote : expect.stringMatching(quote),
  });
});

test("a server that answers although the call's message cannot come", async () => {
  expect((await causeOf(settings([initialWindowSize, 0]), reply))?.code).toBe(
    "settings-forbid-calls",
  );
});

test.for([
  ["settings that are enough", settings([3, 1], [4, 64], [6, 8192])],
  ["none", settings()],
] as const)("%s", async ([, first]) => {
  expect(await causeOf(first, reply)).toBeUndefined();
});
