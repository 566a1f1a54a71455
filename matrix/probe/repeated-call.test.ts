import { createServer } from "node:http2";
import { expect, test } from "vitest";
import { otherAnswer } from "../diagnose/unsteady-endpoint.ts";
import { listen } from "../tooling/test/grpc-server.ts";
import { nextCommand } from "./next-command.ts";
import { probe } from "./probe.ts";
import { questionOf } from "./question-of.ts";

const healthPath = "/grpc.health.v1.Health/Check";

/** @param statusOf - of a health check, told how many came before, and how long ago the last one was, in milliseconds. */
const probed = async (statusOf: (before: number, sinceMs: number) => number) => {
  let count = 0;
  let last = 0;
  const server = createServer();
  server.on("stream", (stream, headers) => {
    stream.on("error", () => {}).resume();
    const isHealth = headers[":path"] === healthPath;
    const status = isHealth ? statusOf(count++, performance.now() - last) : 12;
    if (isHealth) last = performance.now();
    const grpc = { ":status": 200, "content-type": "application/grpc" };
    if (status !== 0) {
      stream.respond({ ...grpc, "grpc-status": status }, { endStream: true });
      return;
    }
    stream.respond(grpc, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
    stream.end(Buffer.from("00000000020801", "hex"));
  });
  const { endpoint } = await listen(server);
  const options = { plaintext: true, timeout: 2000 };
  const report = await probe(await questionOf(endpoint.address, options), {});
  const fact = report.rungs
    .find(({ name }) => name === "grpc")
    ?.facts.find(({ name }) => name === "the same call again");
  const causes = report.diagnosis?.causes.map(({ code, decided }) => [code, decided]);
  const [first] = report.diagnosis?.causes ?? [];
  return { causes, first, fact: fact?.value, next: nextCommand(report, options) };
};

test.for<readonly [string, (before: number, sinceMs: number) => number, readonly unknown[]]>([
  ["the same", () => 0, [undefined, undefined]],
  [
    "every second one is refused",
    (n) => (n % 2) * 14,
    [[["step-incomplete", false]], "UNAVAILABLE"],
  ],
  [
    "all but the first are refused for a limit",
    (n) => (n > 0 ? 8 : 0),
    [[["rate-limited", false]], "RESOURCE_EXHAUSTED"],
  ],
  [
    "a limit of their rate",
    (n, sinceMs) => (n > 0 && sinceMs < 900 ? 8 : 0),
    [undefined, "RESOURCE_EXHAUSTED; answered after a pause: a limit of calls looks so"],
  ],
  ["credentials are wanted", () => 16, [[["credentials-required", true]], undefined]],
  [
    "credentials are wanted from the second on",
    (n) => (n > 0 ? 16 : 0),
    [[["credentials-required", false]], "UNAUTHENTICATED"],
  ],
  [
    "the second is forbidden",
    (n) => (n > 0 ? 7 : 0),
    [[["access-denied", false]], "PERMISSION_DENIED"],
  ],
  [
    "the second finds no such method",
    (n) => (n > 0 ? 12 : 0),
    [[["step-incomplete", false]], "UNIMPLEMENTED"],
  ],
  ["what was refused is answered", (n) => (n > 0 ? 0 : 16), [undefined, undefined]],
])("a health check that is made again: %s", async ([, statusOf, expected]) => {
  const { causes, fact, next } = await probed(statusOf);
  expect([causes, fact]).toEqual(expected);
  expect(next?.replace(/127\.0\.0\.1:\d+/, "a.test:1")).toBe(
    causes?.[0]?.[0] === "credentials-required" && causes[0][1] === true
      ? "handshake-matrix probe a.test:1 --plaintext --header 'authorization: Bearer <token>'"
      : undefined,
  );
});

/** What is said of the first cause, and of each client, where the first health check failed. */
test.for<readonly [string, (before: number) => number, string | null]>([
  ["and each one after it", () => 14, null],
  ["and the second is answered", (n) => (n === 0 ? 14 : 0), otherAnswer],
  ["and the third is answered", (n) => (n < 2 ? 14 : 0), otherAnswer],
  ["and the fourth would be answered", (n) => (n < 3 ? 14 : 0), null],
])("the first health check fails, %s", async ([, statusOf, doubt]) => {
  const { first } = await probed(statusOf);
  expect(first).toMatchObject({ code: "step-incomplete", decided: false, doubt });
});
