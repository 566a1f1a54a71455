import { createHash, X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type KeyType, keyTypes, makePki, type Pki } from "./testing/pki.ts";
import { bundle, ended, firstLineOf, startProgram, Worker } from "./testing/programs.ts";
import { digest, get, ok, ping, put, step } from "./testing/requests.ts";

let folder: string;
let pki: Pki;
let worker: Worker;
let server: ReturnType<typeof startProgram>;
let listeners: Record<string, { network: string; address: string }>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kv-client-"));
  [pki] = await Promise.all([makePki(folder), bundle(folder)]);
  worker = new Worker(folder, { SSLKEYLOGFILE: join(folder, "client-keys.txt") });
  const tcp = { network: "tcp", address: "127.0.0.1:0" };
  const config = {
    endOnStdinEof: true,
    listeners: [
      { id: "none", mode: "none", ...tcp },
      { id: "unix", ...files("mtls", "p256"), network: "unix", address: join(folder, "kv.sock") },
      ...keyTypes.flatMap((keyType) => [
        { id: `tls/${keyType}`, ...files("tls", keyType), ...tcp },
        { id: `mtls/${keyType}`, ...files("mtls", keyType), ...tcp },
      ]),
    ],
  };
  server = startProgram(folder, "server", {
    BASIC_PLUGIN: "hello",
    KV_SERVER_CONFIG: JSON.stringify(config),
    SSLKEYLOGFILE: join(folder, "server-keys.txt"),
  });
  const open: { id: string; network: string; address: string }[] = JSON.parse(
    await firstLineOf(server),
  ).listeners;
  listeners = Object.fromEntries(open.map(({ id, ...endpoint }) => [id, endpoint]));
});

afterAll(async () => {
  await worker.close();
  server.stdin.end();
  await ended(server);
  await rm(folder, { recursive: true });
});

const files = (mode: string, keyType: KeyType) => ({
  mode,
  certificate: pki.certificate(keyType),
  key: pki.key(keyType),
  clientCa: pki.ca,
});

/** A `prove` of put and get against one listener of the server. */
const toListener = (id: string, keyType: KeyType = "p256") => {
  const mode = id === "unix" ? "mtls" : id.split("/")[0];
  return {
    target: { kind: "address", ...listeners[id] },
    tls: { ca: pki.ca, serverName: "localhost", ...files(mode ?? "", keyType) },
    deadlineMs: 5_000,
    steps: [step(put), step(get)],
  };
};

const leaf = async (keyType: KeyType) =>
  new X509Certificate(await readFile(pki.certificate(keyType))).raw.toString("base64");

test.for(keyTypes)(
  "tls with %s: put and get, and the certificate that was seen",
  async (keyType) => {
    const { steps, serverCertificate, clientCertificate, peer, session, start } =
      await worker.observe(toListener(`tls/${keyType}`));
    expect(steps.map(({ calls }) => calls)).toEqual([[ok], [{ ...ok, value: digest }]]);
    expect(serverCertificate).toBe(await leaf(keyType));
    expect({ clientCertificate, session, start }).toEqual({
      clientCertificate: null,
      session: null,
      start: null,
    });
    expect(peer).toBe(listeners[`tls/${keyType}`]?.address);
  },
);

test.for(keyTypes)("mtls with %s: the server says whom it authenticated", async (keyType) => {
  const answer = await worker.observe(toListener(`mtls/${keyType}`, keyType));
  expect(answer.steps.flatMap(({ calls }) => calls)).toEqual([ok, { ...ok, value: digest }]);
  expect(answer.clientCertificate).toBe(await leaf(keyType));
});

test.for(["none", "unix"])("%s: put and get", async (id) => {
  const answer = await worker.observe(toListener(id));
  expect(answer.steps.flatMap(({ calls }) => calls)).toEqual([ok, { ...ok, value: digest }]);
});

test("a unary call in bytes", async () => {
  const call = { call: "unary", continueOn: ["OK"] };
  const health = { path: "/grpc.health.v1.Health/Check", value: { base64: "CgZwbHVnaW4=" } };
  const missing = { path: "/other.Service/Call", value: { base64: "" } };
  const { steps } = await worker.observe({
    ...toListener("none"),
    steps: [step({ ...call, ...health }, { ...call, ...missing })],
  });
  // HealthCheckResponse with SERVING.
  const sha256 = createHash("sha256").update(Uint8Array.of(8, 1)).digest("hex");
  expect(steps[0]?.calls).toMatchObject([
    { status: "OK", value: { size: 2, sha256 } },
    { status: "UNIMPLEMENTED" },
  ]);
});

test.for([
  {
    name: "no client certificate",
    id: "mtls/p256",
    change: { mode: "tls" },
    text: /certificate required/,
  },
  {
    name: "an unknown root",
    id: "tls/p256",
    change: { ca: "leaf" },
    text: /self-signed|unable to/,
  },
  { name: "another name", id: "tls/p256", change: { serverName: "other" }, text: /altnames/ },
  { name: "the clear", id: "tls/p256", change: { mode: "none" }, text: /./ },
])("$name ends the list after its step", async ({ id, change, text }) => {
  const request = toListener(id);
  const tls = { ...request.tls, ...change };
  if (tls.ca === "leaf") tls.ca = pki.certificate("p384");
  const answer = await worker.observe({ ...request, tls });
  expect(answer.steps).toHaveLength(1);
  expect(answer.steps[0]?.calls).toMatchObject([
    { status: "UNAVAILABLE", message: expect.stringMatching(text) },
  ]);
});

test("statuses: an unknown key, an empty key, an unknown service", async () => {
  const calls = [
    { ...get, key: "never put" },
    { ...get, key: "" },
    { ...put, key: "" },
    { ...ping, service: "other" },
    ping,
  ];
  const { steps } = await worker.observe({ ...toListener("none"), steps: [step(...calls)] });
  expect(steps[0]?.calls).toMatchObject([
    { status: "NOT_FOUND" },
    { status: "INVALID_ARGUMENT" },
    { status: "INVALID_ARGUMENT" },
    { status: "NOT_FOUND" },
    { status: "OK", serving: "SERVING" },
  ]);
});

test.for([
  { name: "shutdown of an address", steps: [{ name: "s", calls: [{ call: "shutdown" }] }] },
  { name: "a root that is not there", tls: { mode: "tls", ca: "/none", serverName: "localhost" } },
])("$name is a fault of the request", async ({ name: _, ...change }) => {
  const answer = await worker.call("prove", { ...toListener("none"), ...change });
  expect(answer).toMatchObject({ error: { code: -32602 } });
});

/** Secrets by client random (RFC 9850 section 2.1). A server has this one before a client can refuse it. */
const serverSecrets = async (file: string) =>
  (await readFile(join(folder, file), "utf8"))
    .split("\n")
    .filter((line) => /^SERVER_TRAFFIC_SECRET_0 [0-9a-f]{64} [0-9a-f]+$/.test(line))
    .sort();

test("both sides append the same TLS secrets", async () => {
  await worker.observe(toListener("tls/p384"));
  const client = await serverSecrets("client-keys.txt");
  expect(client.length).toBeGreaterThan(1);
  const server = await serverSecrets("server-keys.txt");
  expect(client.filter((line) => !server.includes(line))).toEqual([]);
});

test("at the end of its input it answers what was begun", async () => {
  const own = new Worker(folder);
  const begun = own.observe(toListener("tls/rsa2048"));
  expect(await own.close()).toBe(0);
  expect((await begun).steps[0]?.calls[0]?.status).toBe("OK");
});

test("describe names what runs", async () => {
  expect(await worker.call("describe", {})).toMatchObject({
    result: {
      stack: [{ name: "@grpc/grpc-js", version: expect.stringMatching(/^1\./) }, {}],
      runtime: { name: "Node.js", version: process.versions.node },
      tls: { name: "OpenSSL", version: process.versions.openssl },
      keyLog: true,
    },
  });
});
