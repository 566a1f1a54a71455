import { createPublicKey, X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type KeyType, keyTypes, makePki, type Pki } from "./testing/pki.ts";
import { bundle, Worker } from "./testing/programs.ts";
import {
  bytes,
  digest,
  get,
  ok,
  ping,
  pluginRequest,
  put,
  shutdown,
  step,
} from "./testing/requests.ts";

let folder: string;
let pki: Pki;
let worker: Worker;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kv-plugin-"));
  [pki] = await Promise.all([makePki(folder), bundle(folder)]);
  worker = new Worker(folder);
});

afterAll(async () => {
  await worker.close();
  await rm(folder, { recursive: true });
});

const toPlugin = (keyType: KeyType, ...steps: ReturnType<typeof step>[]) =>
  pluginRequest(folder, pki, keyType, ...steps);

test.for(keyTypes)("auto-mtls with %s: calls, broker, shutdown", async (keyType) => {
  const nonce = Buffer.from(bytes).toString("base64");
  const broker = { call: "broker", nonce, continueOn: ["OK"] };
  const request = toPlugin(
    keyType,
    step(put, ping),
    step(get),
    step(broker, broker),
    step(shutdown),
  );
  const answer = await worker.observe(request);
  expect(answer.start?.line).toMatch(/^1\|1\|tcp\|127\.0\.0\.1:\d+\|grpc\|[A-Za-z0-9+/]{100,}$/);
  expect(answer.steps.map(({ calls }) => calls)).toMatchObject([
    [ok, { ...ok, serving: "SERVING" }],
    [{ ...ok, value: digest }],
    [
      { ...ok, value: digest },
      { ...ok, value: digest },
    ],
    [{ ...ok, exited: true }],
  ]);
  const own = new X509Certificate(Buffer.from(answer.clientCertificate ?? "", "base64"));
  const key = await readFile(pki.key(keyType));
  expect(own.publicKey.equals(createPublicKey(key))).toBe(true);
  expect(answer.serverCertificate).toContain(answer.start?.line?.split("|")[5]);
});

test.for([
  { line: "hello", message: "Unrecognized remote plugin message: hello" },
  {
    line: "1|9|tcp|127.0.0.1:1|grpc|",
    message: "incompatible API version with plugin. Plugin version: 9, Client versions: [1]",
  },
  {
    line: "1|1|tcp|127.0.0.1:1|grpc|",
    message: "the plugin's line has no certificate, although PLUGIN_CLIENT_CERT was set",
  },
])("a plugin that prints $line is refused", async ({ line, message }) => {
  const { target, ...request } = toPlugin("p256", step(get));
  const program = join(import.meta.dirname, "testing/plugin-that-prints.mjs");
  const argv = [process.execPath, program, line];
  const answer = await worker.observe({ ...request, target: { ...target, argv } });
  expect(answer).toMatchObject({ steps: [], session: null });
  expect(answer.start).toMatchObject({ line: null, error: { message, chain: [] } });
});

test.for([
  {
    name: "that ends",
    argv: [process.execPath, "-e", "process.exit(127)"],
    error: { message: "plugin exited before we could connect", chain: ["exit code 127"] },
  },
  {
    name: "that is not there",
    argv: ["/nonexistent/plugin"],
    error: { message: "spawn /nonexistent/plugin ENOENT", chain: [] },
  },
  {
    name: "that stays silent",
    argv: [process.execPath, "-e", "process.stdin.resume()"],
    error: { message: "timeout while waiting for plugin to start", chain: [] },
  },
])("a plugin $name is not started", async ({ argv, error }) => {
  const { target, ...request } = toPlugin("p256", step(get));
  const answer = await worker.observe({
    ...request,
    target: { ...target, argv, startTimeoutMs: 1_000 },
  });
  expect(answer.start).toMatchObject({ line: null, error });
});

test("a connection that is kept open is used again, and once closed is gone", async () => {
  const first = await worker.observe({ ...toPlugin("p256", step(put)), keepOpen: true });
  const target = { kind: "session", id: first.session };
  const request = { target, deadlineMs: 5_000, steps: [step(get)] };
  const second = await worker.observe({ ...request, keepOpen: true });
  expect(second).toMatchObject({ start: null, session: first.session });
  const third = await worker.observe({ ...request, steps: [step(shutdown)] });
  expect(third.steps[0]?.calls).toMatchObject([{ status: "OK", exited: true }]);
  expect(third.session).toBeNull();
  expect(await worker.call("prove", request)).toMatchObject({ error: { code: -32602 } });
});

test("the end of input ends the worker and the plugins it kept", async () => {
  const other = new Worker(folder);
  const { start } = await other.observe({ ...toPlugin("p256", step(put)), keepOpen: true });
  expect(await other.close()).toBe(0);
  const [, , , address] = start?.line?.split("|") ?? [];
  const target = { kind: "address", network: "tcp", address };
  const tls = { mode: "none" };
  const gone = await worker.observe({ target, tls, deadlineMs: 5_000, steps: [step(get)] });
  expect(gone.steps[0]?.calls[0]?.message).toMatch(/ECONNREFUSED/);
});

test("a key type that it does not know is unsupported", async () => {
  const tls = { mode: "auto-mtls", keyType: "ml-dsa-44", key: pki.key("p256") };
  expect(await worker.call("prove", { ...toPlugin("p256"), tls })).toMatchObject({
    result: { kind: "unsupported", reason: "keyType: ml-dsa-44 is not known here" },
  });
});
