import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type MatrixProcess, sharedFolder, startMatrix } from "./matrix-process.ts";

let server: ChildProcess | undefined;
let redis = "";

/** Below those that systems give to connections and to listeners without a wish, so that it is still free for a second start. */
const freePort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const listener = createServer().listen(port, "127.0.0.1");
    const isFree = await once(listener, "listening").then(
      () => true,
      () => false,
    );
    listener.close();
    if (isFree) return port;
  }
};

/** What it prints line by line, until one has a text. */
const lineWith = async ({ stdout }: ChildProcess, text: string): Promise<boolean> => {
  if (!stdout) return false;
  for await (const line of createInterface(stdout)) if (line.includes(text)) return true;
  return false;
};

/** @returns undefined where there is no redis-server. */
const startRedis = async (port: number): Promise<ChildProcess | undefined> => {
  const words = ["--bind", "127.0.0.1", "--port", `${port}`, "--save", "", "--dir", sharedFolder()];
  const started = spawn("redis-server", words, { stdio: ["ignore", "pipe", "ignore"] });
  const isThere = await once(started, "spawn").then(
    () => true,
    () => false,
  );
  if (!isThere) return undefined;
  await lineWith(started, "Ready to accept connections");
  return started;
};

beforeAll(async () => {
  const port = await freePort();
  server = await startRedis(port);
  if (!server) {
    process.stderr.write("The queue is not tested: there is no redis-server on this machine.\n");
  }
  redis = `redis://127.0.0.1:${port}`;
});

const workers: MatrixProcess[] = [];
const startWorker = (): MatrixProcess => {
  const worker = startMatrix(["worker"], { REDIS_URL: redis });
  workers.push(worker);
  return worker;
};

afterAll(async () => {
  for (const { child } of workers) child.kill("SIGINT");
  await Promise.all(workers.map(({ exit }) => exit));
  server?.kill();
});

describe("a queue", () => {
  test("a part whose worker is killed is run by another, and every cell is there once", async ({
    skip,
  }) => {
    if (!server) return skip();
    const selection = ["--preset", "quick", "--parts", "3"];
    const first = startWorker();
    const begun = lineWith(first.child, "is begun");
    const enqueued = startMatrix(["enqueue", ...selection], { REDIS_URL: redis });
    expect(await begun).toBe(true);
    first.child.kill("SIGKILL");
    startWorker();
    expect(await enqueued.exit, enqueued.stderr()).toEqual({ code: 0, signal: null });
    expect(enqueued.stderr()).toMatch(/shard \d of 3 lost its worker; another takes it up/);
    const { cells, counts, interrupted } = enqueued.results();
    expect([new Set(cells.map(({ id }) => id)).size, counts.cells, counts.passed]).toEqual([
      36, 36, 36,
    ]);
    expect(interrupted).toBe(false);
    expect(enqueued.leftFiles()).toEqual([]);
  });

  test("what a Redis has forgotten that was started anew lies there again, and every cell is there once", async ({
    skip,
  }) => {
    if (!server) return skip();
    const port = await freePort();
    const place = { REDIS_URL: `redis://127.0.0.1:${port}` };
    const forgetful = await startRedis(port);
    const worker = startMatrix(["worker"], place);
    workers.push(worker);
    const begun = lineWith(worker.child, "shard 2 of 3 is begun");
    const enqueued = startMatrix(["enqueue", "--preset", "quick", "--parts", "3"], place);
    expect(await begun).toBe(true);
    forgetful?.kill("SIGKILL");
    const again = await startRedis(port);
    try {
      expect(await enqueued.exit, enqueued.stderr()).toEqual({ code: 0, signal: null });
      const where = `Redis at redis://127.0.0.1:${port}`;
      for (const { stderr } of [worker, enqueued]) {
        expect(stderr().split(`matrix: ${where} is lost; it is waited for\n`).length).toBe(2);
        expect(stderr().split(`matrix: ${where} answers again\n`).length).toBe(2);
      }
      expect(enqueued.stderr()).toContain("matrix: Redis has forgotten shard ");
      expect(enqueued.results().counts).toMatchObject({ cells: 36, passed: 36 });
    } finally {
      again?.kill();
    }
  });

  test("a worker that makes another plan says so, and the run ends without a result", async ({
    skip,
  }) => {
    if (!server) return skip();
    const place = { REDIS_URL: redis };
    const project = ["--harness", "fixtures/third-parties/hashicorp-kv", "--client", "go"];
    const queue = ["--queue", "other"];
    workers.push(startMatrix(["worker", ...queue], place));
    const enqueued = startMatrix(["enqueue", ...project, ...queue], place);
    expect((await enqueued.exit).code).toBe(2);
    expect(enqueued.stderr()).toContain("this worker makes another plan of it");
  });

  test("without Redis there is one sentence", async () => {
    const nobody = { REDIS_URL: `redis://user:hunter22@127.0.0.1:${await freePort()}` };
    for (const command of ["worker", "enqueue"]) {
      const run = startMatrix([command], nobody);
      expect((await run.exit).code).toBe(2);
      expect(run.stderr()).toMatch(/^matrix: no Redis answers at redis:\/\/127\.0\.0\.1:\d+ /);
      expect(run.stderr()).not.toContain("hunter22");
    }
  });
});
