import { setImmediate } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";

import { isListening } from "./is-listening.ts";
import { fallbackLauncher } from "./launcher-build.ts";
import { start } from "./start.ts";
import { startOnPort } from "./start-on-port.ts";

const longMs = 60_000;

const program = (source: string, ...argv: readonly string[]) => {
  const process = start({
    launcher: fallbackLauncher.argv,
    argv: [globalThis.process.execPath, "--eval", source, ...argv],
    environment: {},
    onLine: null,
    lineLimitBytes: 0,
  });
  onTestFinished(async () => {
    await process.stop();
  });
  return { process };
};

const listens = (host: string) =>
  `require("node:net").createServer().listen(Number(process.argv[1]), ${JSON.stringify(host)})`;

test.for(["127.0.0.1", "::"])("a program that listens on %s", async (host) => {
  const running = await startOnPort(async (port) => program(listens(host), `${port}`), longMs);
  expect(running).toMatchObject({ kind: "accepting", endpoint: { network: "tcp" } });
});

test("a program that ends before is broken, with its last words", async () => {
  const source = "console.error('no such option'); process.exitCode = 2";
  const running = await startOnPort(async () => program(source), longMs);
  expect(running).toMatchObject({
    kind: "broken",
    reason: "it ended before it accepted a connection: no such option",
    end: { kind: "exited", exit: { code: 2 } },
  });
});

const listening = async (source: string, port: number) => {
  const { process } = program(source, `${port}`);
  const endpoint = { network: "tcp", address: `127.0.0.1:${port}` } as const;
  while (!(await isListening(endpoint))) await setImmediate();
  return process;
};

test("a program that opens its port to try it is accepting once it says so", async () => {
  const tries = `
    const { createServer } = require("node:net");
    const port = Number(process.argv[1]);
    const tried = createServer().listen(port, "127.0.0.1", () => {
      process.stdin.once("data", () => tried.close(() => {
        createServer().listen(port, "127.0.0.1", () => console.error("worker is online"));
      }));
    });`;
  const running = await startOnPort(async (port) => {
    const process = await listening(tries, port);
    process.stdin.write("go on\n");
    return { process, ready: "is online" };
  }, longMs);
  expect(running.kind).toBe("accepting");
  expect(running.process.stderr.since(0).raw).toBe("worker is online\n");
});

test("a program that listens and never says that it is ready is ended", async () => {
  const running = await startOnPort(
    async (port) => ({ process: await listening(listens("127.0.0.1"), port), ready: "is online" }),
    1,
  );
  expect(running).toMatchObject({
    kind: "broken",
    reason: 'it did not print "is online" within 1 ms',
  });
});

test("a program that never listens is ended", async () => {
  const running = await startOnPort(async () => program("setInterval(() => {}, 1000)"), 1);
  expect(running).toMatchObject({
    kind: "broken",
    reason: "it accepted no connection within 1 ms",
  });
  expect(running.process.hasEnded()).toBe(true);
});

test("a port that somebody took meanwhile is given up for another", async () => {
  const taken: number[] = [];
  const running = await startOnPort(async (port) => {
    if (taken.length > 0) return program(listens("127.0.0.1"), `${port}`);
    taken.push(port);
    return program("console.error('address already in use'); process.exitCode = 1");
  }, longMs);
  expect(running.kind).toBe("accepting");
  expect(taken).toHaveLength(1);
});

test("a port that is always taken ends the tries", async () => {
  let tries = 0;
  const running = await startOnPort(async () => {
    tries++;
    return program("console.error('address already in use'); process.exitCode = 1");
  }, longMs);
  expect([running.kind, tries]).toEqual(["broken", 3]);
});
