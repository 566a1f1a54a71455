import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type MatrixProcess, sharedFolder, startMatrix } from "./matrix-process.ts";

let server: ChildProcess | undefined;
let redis = "";

const freePort = async (): Promise<number> => {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  listener.close();
  return typeof address === "object" && address !== null ? address.port : 0;
};

/** What it prints line by line, until one has a text. */
const lineWith = async ({ stdout }: ChildProcess, text: string): Promise<boolean> => {
  if (!stdout) return false;
  for await (const line of createInterface(stdout)) if (line.includes(text)) return true;
  return false;
};

beforeAll(async () => {
  const port = await freePort();
  const words = ["--bind", "127.0.0.1", "--port", `${port}`, "--save", "", "--dir", sharedFolder()];
  server = spawn("redis-server", words, { stdio: ["ignore", "pipe", "ignore"] });
  const started = once(server, "spawn").then(
    () => true,
    () => false,
  );
  if (!(await started)) {
    process.stderr.write("The queue is not tested: there is no redis-server on this machine.\n");
    server = undefined;
    return;
  }
  await lineWith(server, "Ready to accept connections");
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
