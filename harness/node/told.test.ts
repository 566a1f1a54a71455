import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { CallAnswer } from "./client/make-call.ts";
import type { Script } from "./rpc/messages.ts";
import { told } from "./rpc/services.ts";
import { makePki, type Pki } from "./testing/pki.ts";
import { bundle, ended, firstLineOf, startProgram, Worker } from "./testing/programs.ts";
import { pluginRequest, shutdown, step } from "./testing/requests.ts";

let folder: string;
let pki: Pki;
let worker: Worker;
let server: ReturnType<typeof startProgram>;
let addresses: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kv-told-"));
  [pki] = await Promise.all([makePki(folder), bundle(folder)]);
  worker = new Worker(folder);
  const tcp = { network: "tcp", address: "127.0.0.1:0" };
  const listeners = [
    { id: "none", mode: "none", ...tcp },
    { id: "mtls", ...mtls(), clientCa: pki.ca, ...tcp },
  ];
  const config = JSON.stringify({ endOnStdinEof: true, listeners });
  server = startProgram(folder, "server", { BASIC_PLUGIN: "hello", KV_SERVER_CONFIG: config });
  const open: { id: string; address: string }[] = JSON.parse(await firstLineOf(server)).listeners;
  addresses = Object.fromEntries(open.map(({ id, address }) => [id, address]));
});

afterAll(async () => {
  await worker.close();
  server.stdin.end();
  await ended(server);
  await rm(folder, { recursive: true });
});

const mtls = () => ({
  mode: "mtls",
  certificate: pki.certificate("p256"),
  key: pki.key("p256"),
});

const service = "/handshakematrix.v1.Told";

const toldTo = (script: Partial<Script>) =>
  told.Unary.requestSerialize({ script: script as Script });

const anything = told.Unary.requestSerialize({ script: null });

const response = (size: number) =>
  told.Unary.responseSerialize({ payload: Uint8Array.from({ length: size }, (_, at) => at % 256) });

const inBase64 = (bytes: Buffer | string) => Buffer.from(bytes).toString("base64");

type Kind = "unary" | "client-stream" | "server-stream" | "bidi";

const methods = {
  unary: "Unary",
  "client-stream": "ClientStream",
  "server-stream": "ServerStream",
  bidi: "Bidi",
} as const;

const rpc = (kind: Kind, requests: readonly Buffer[], change: object = {}) => ({
  call: "rpc",
  kind,
  path: `${service}/${methods[kind]}`,
  requests: requests.map((bytes) => ({ base64: inBase64(bytes) })),
  metadata: [],
  deadlineMs: 5_000,
  sendEveryMs: 0,
  halfClose: true,
  compression: null,
  waitForReady: false,
  cancel: null,
  continueOn: ["OK"],
  ...change,
});

const observe = async (call: ReturnType<typeof rpc>): Promise<CallAnswer> => {
  const target = { kind: "address", network: "tcp", address: addresses["none"] };
  const request = { target, tls: { mode: "none" }, deadlineMs: 10_000, steps: [step(call)] };
  const { steps } = await worker.observe(request);
  return steps[0]?.calls[0] as CallAnswer;
};

const report = async (id: string) => {
  const path = `${service}/Report`;
  const answer = await observe(rpc("unary", [told.Report.requestSerialize({ id })], { path }));
  const [message] = answer.rpc?.messages ?? [];
  return told.Report.responseDeserialize(Buffer.from(message?.base64 ?? "", "base64"));
};

const base64Of = ({ rpc: told }: CallAnswer) => told?.messages.map(({ base64 }) => base64);

const sizes = [3, 0, 300];

test.for([
  { kind: "unary", requests: 1, answered: [3] },
  { kind: "client-stream", requests: 3, answered: [3] },
  { kind: "server-stream", requests: 1, answered: sizes },
  { kind: "bidi", requests: 3, answered: sizes },
  { kind: "client-stream", requests: 0, answered: [0] },
  { kind: "bidi", requests: 0, answered: [] },
] as const)("$kind with $requests requests is answered with $answered bytes", async (row) => {
  const id = `${row.kind} of ${row.requests}`;
  const requests = [toldTo({ id, sizes }), anything, anything].slice(0, row.requests);
  const answer = await observe(rpc(row.kind, requests, { sendEveryMs: 5 }));
  expect(answer).toMatchObject({ status: "OK", chain: [] });
  expect(base64Of(answer)).toEqual(row.answered.map((size) => inBase64(response(size))));
  if (row.requests === 0) return;
  const { received, timeoutMs, cancelledAfterMs, authority } = await report(id);
  expect({ received, cancelledAfterMs, authority }).toEqual({
    received: row.requests,
    cancelledAfterMs: expect.objectContaining({ low: -1, high: -1 }),
    authority: addresses["none"],
  });
  expect(Number(timeoutMs)).toBeGreaterThan(3_000);
});

test("a message that is long is told by its digest alone", async () => {
  const answer = await observe(rpc("unary", [toldTo({ sizes: [5_000] })]));
  expect(answer.rpc?.messages).toEqual([
    { size: 5_003, sha256: expect.stringMatching(/^\w{64}$/) },
  ]);
});

const header = (name: string, value: string) => ({ name, value: Buffer.from(value, "latin1") });
const entry = (name: string, value: string) => ({
  name,
  value: inBase64(Buffer.from(value, "latin1")),
});

test("metadata both ways: grpc-js joins values of one name, but for bytes", async () => {
  const given = [
    ["text", "one"],
    ["text", "two"],
    ["x-bin", "\0\xff"],
    ["x-bin", ""],
  ] as const;
  const expected = [entry("text", "one, two"), entry("x-bin", "\0\xff"), entry("x-bin", "")];
  const headers = given.map(([name, value]) => header(name, value));
  const script = { id: "metadata", initial: headers, trailing: headers };
  const metadata = given.map(([name, value]) => entry(name, value));
  const { rpc: told } = await observe(rpc("unary", [toldTo(script)], { metadata }));
  const own = ({ name }: { name: string }) => name === "text" || name === "x-bin";
  expect(told?.initial.filter(own)).toEqual(expected);
  expect(told?.trailing.filter(own)).toEqual(expected);
  const seen = (await report("metadata")).metadata.map(({ name, value }) => ({
    name,
    value: inBase64(Buffer.from(value)),
  }));
  expect(seen.filter(own)).toEqual(expected);
});

const failure = { code: 5, message: "größer, 100 %", details: Buffer.from("\x08\x05") };

test.for([
  { kind: "unary", script: failure, status: "NOT_FOUND" },
  { kind: "bidi", script: failure, status: "NOT_FOUND" },
  { kind: "unary", script: { ...failure, code: 17 }, status: "17" },
  { kind: "server-stream", script: { ...failure, code: 17 }, status: "17" },
] as const)("$kind: status $status, with its message and details", async ({ kind, ...row }) => {
  const answer = await observe(rpc(kind, [toldTo({ sizes: [], ...row.script })]));
  expect(answer).toMatchObject({ status: row.status, message: failure.message });
  expect(answer.rpc).toMatchObject({ messages: [], details: inBase64(failure.details) });
});

test.for([
  { kind: "unary", cancel: { afterMs: 80 }, script: { delayMs: 3_000, sizes: [] }, received: 0 },
  { kind: "client-stream", cancel: { afterMs: 80 }, script: { sizes: [] }, received: 0 },
  {
    kind: "server-stream",
    cancel: { afterMessages: 2 },
    script: { sizes: [1, 1, 1, 1, 1, 1], eachMs: 60 },
    received: 2,
  },
])("$kind: a cancellation $cancel is told to the server", async (row) => {
  const id = `cancelled ${row.kind}`;
  const requests = [toldTo({ id, ...row.script })];
  const change = { cancel: row.cancel, halfClose: false };
  const answer = await observe(rpc(row.kind as Kind, requests, change));
  expect(answer.status).toBe("CANCELLED");
  expect(answer.rpc?.messages).toHaveLength(row.received);
  // The report may overtake the cancellation.
  const seen = async () => {
    const told = Number((await report(id)).cancelledAfterMs);
    return told >= 0 && { told };
  };
  const after = await vi.waitUntil(seen, { timeout: 5_000 });
  expect(after.told).toBeLessThan(2_500);
});

test.for([
  { name: "none", deadlineMs: null, timeoutMs: -1 },
  // 2^31 ms are more than the server's number holds.
  { name: "30 days", deadlineMs: 2_592_000_000, timeoutMs: 2_592_000_000 - 2 ** 32 },
])("a deadline of $name", async ({ name, deadlineMs, timeoutMs }) => {
  await observe(rpc("unary", [toldTo({ id: name })], { deadlineMs }));
  const seen = Number((await report(name)).timeoutMs);
  expect(Math.abs(seen - timeoutMs)).toBeLessThan(1_000);
});

test("at the deadline of the request a call without one is cancelled", async () => {
  const call = rpc("unary", [toldTo({ delayMs: 3_000 })], { deadlineMs: null });
  const target = { kind: "address", network: "tcp", address: addresses["none"] };
  const request = { target, tls: { mode: "none" }, deadlineMs: 100, steps: [step(call)] };
  const { steps } = await worker.observe(request);
  expect(steps[0]?.calls).toMatchObject([{ status: "CANCELLED" }]);
});

test.for(["unary", "bidi"] as const)(
  "%s: compressed requests arrive as they were",
  async (kind) => {
    const script = { id: `gzip ${kind}`, sizes: [2_000], gzip: true };
    const answer = await observe(rpc(kind, [toldTo(script)], { compression: "gzip" }));
    expect(base64Of(answer)).toEqual([inBase64(response(2_000))]);
    expect((await report(script.id)).received).toBe(1);
  },
);

/** What goes out: grpc-js keeps from an application what was compressed. */
test.for(["gzip", null])("compression %s on the wire", async (compression) => {
  const bare = createServer();
  const arrived = new Promise((resolve) => {
    bare.on("stream", (stream, headers) => {
      // Only then: a client that has its status sends no more.
      stream.once("data", (data: Buffer) => {
        resolve([headers["grpc-encoding"], data[0]]);
        stream.respond(
          { "content-type": "application/grpc", "grpc-status": "0" },
          { endStream: true },
        );
      });
    });
  });
  await new Promise<void>((resolve) => bare.listen(0, "127.0.0.1", resolve));
  const { port } = bare.address() as AddressInfo;
  const target = { kind: "address", network: "tcp", address: `127.0.0.1:${port}` };
  const steps = [step(rpc("bidi", [toldTo({ sizes })], { compression }))];
  await worker.observe({ target, tls: { mode: "none" }, deadlineMs: 5_000, steps });
  expect(await arrived).toEqual(compression === null ? [undefined, 0] : ["gzip", 1]);
  bare.close();
});

test("told to be early, it answers a stream of requests that stays open", async () => {
  const requests = [toldTo({ early: true, sizes: [2] })];
  for (const kind of ["client-stream", "bidi"] as const) {
    const answer = await observe(rpc(kind, requests, { halfClose: false, deadlineMs: 2_000 }));
    expect(answer.status).toBe("OK");
    expect(base64Of(answer)).toEqual([inBase64(response(2))]);
  }
});

test("told to send initial metadata first, it does so before it has read the rest", async () => {
  const script = { headersFirst: true, initial: [header("first", "yes")] };
  const change = { halfClose: false, cancel: { afterMs: 100 } };
  const { rpc: told } = await observe(rpc("bidi", [toldTo(script)], change));
  expect(told?.initial).toContainEqual(entry("first", "yes"));
});

test.for([
  {
    name: "two responses to unary",
    kind: "unary",
    method: "ServerStream",
    sizes: [1, 2],
    status: "DEADLINE_EXCEEDED",
  },
  {
    name: "no response to unary",
    kind: "unary",
    method: "ServerStream",
    sizes: [],
    status: "UNIMPLEMENTED",
  },
  {
    name: "two requests to unary",
    kind: "client-stream",
    method: "Unary",
    sizes: [],
    status: "UNIMPLEMENTED",
  },
  {
    name: "a method that is not there",
    kind: "bidi",
    method: "None",
    sizes: [],
    status: "UNIMPLEMENTED",
  },
] as const)("$name: $status", async ({ kind, method, status, ...row }) => {
  const requests = [toldTo({ sizes: [...row.sizes] }), anything].slice(0, kind === "unary" ? 1 : 2);
  const change = { path: `${service}/${method}`, deadlineMs: 500 };
  expect(await observe(rpc(kind, requests, change))).toMatchObject({ status });
});

test("what grpc-js refuses: the client has no status, the server's is UNKNOWN", async () => {
  const message = 'Metadata key "a key" contains illegal characters';
  const metadata = [entry("a key", "v")];
  expect(await observe(rpc("unary", [toldTo({})], { metadata }))).toMatchObject({
    status: "none",
    message,
    rpc: { messages: [], initial: [], trailing: [], details: null },
  });
  const script = { trailing: [header("a key", "v")] };
  for (const kind of ["unary", "bidi"] as const) {
    expect(await observe(rpc(kind, [toldTo(script)]))).toMatchObject({
      status: "UNKNOWN",
      message,
    });
  }
});

test("an id that no call had is not found", async () => {
  const path = `${service}/Report`;
  const ask = (id: string) => rpc("unary", [told.Report.requestSerialize({ id })], { path });
  expect(await observe(ask("never"))).toMatchObject({ status: "NOT_FOUND" });
});

test("over mTLS, with the certificates of the connection", async () => {
  const target = { kind: "address", network: "tcp", address: addresses["mtls"] };
  const tls = { ...mtls(), ca: pki.ca, serverName: "localhost" };
  const steps = [step(rpc("bidi", [toldTo({ sizes })]))];
  const answer = await worker.observe({ target, tls, deadlineMs: 5_000, steps });
  expect(answer.steps[0]?.calls).toMatchObject([{ status: "OK", rpc: { messages: [{}, {}, {}] } }]);
  expect(answer.serverCertificate).not.toBeNull();
});

test("of a plugin, compressed too", async () => {
  const call = rpc("unary", [toldTo({ sizes })], { compression: "gzip" });
  const answer = await worker.observe(
    pluginRequest(folder, pki, "p256", step(call), step(shutdown)),
  );
  const statuses = answer.steps.flatMap(({ calls }) => calls.map(({ status }) => status));
  expect(statuses).toEqual(["OK", "OK"]);
});

test("a unary call has one request, or makes no sense", async () => {
  const target = { kind: "address", network: "tcp", address: addresses["none"] };
  const steps = [step(rpc("unary", []))];
  expect(
    await worker.call("prove", { target, tls: { mode: "none" }, deadlineMs: 5_000, steps }),
  ).toMatchObject({ error: { code: -32602 } });
});
