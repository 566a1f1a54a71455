import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makePki, type Pki } from "./testing/pki.ts";
import { bundle, ended, firstLineOf, startProgram } from "./testing/programs.ts";

const cookie = { BASIC_PLUGIN: "hello" };
let folder: string;
let pki: Pki;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kv-server-"));
  [pki] = await Promise.all([makePki(folder), bundle(folder)]);
});

afterAll(() => rm(folder, { recursive: true }));

const start = (listeners: readonly object[], endOnStdinEof = true) =>
  startProgram(folder, "server", {
    ...cookie,
    KV_SERVER_CONFIG: JSON.stringify({ endOnStdinEof, listeners }),
  });

const tls = () => ({
  id: "a",
  mode: "tls",
  network: "tcp",
  address: "127.0.0.1:0",
  certificate: pki.certificate("p256"),
  key: pki.key("p256"),
});

test("without the cookie it says what it is and exits 1", async () => {
  const { BASIC_PLUGIN: _, ...environment } = process.env as Record<string, string>;
  expect(await ended(startProgram(folder, "server", { ...environment, BASIC_PLUGIN: "" }))).toEqual(
    {
      code: 1,
      stdout: "",
      stderr:
        "This is a go-plugin plugin, a KV server of the handshake matrix; a plugin host starts it.\n",
    },
  );
});

test.for([
  { knob: "mode", listener: { mode: "spiffe" } },
  { knob: "network", listener: { network: "vsock" } },
  { knob: "group", listener: { group: "brainpoolP256r1" } },
  { knob: "tlsVersion", listener: { tlsVersion: "1.1" } },
])("a $knob that it cannot turn: 127, one sentence, no line", async ({ knob, listener }) => {
  const { code, stdout, stderr } = await ended(start([{ ...tls(), ...listener }]));
  expect({ code, stdout }).toEqual({ code: 127, stdout: "" });
  expect(stderr).toMatch(new RegExp(`^unsupported: ${knob}: .+\n$`));
});

test("a key type that it does not know: 127", async () => {
  const plugin = { id: "p", mode: "auto-mtls", network: "tcp", address: "127.0.0.1:0" };
  const server = startProgram(folder, "server", {
    ...cookie,
    PLUGIN_CLIENT_CERT: "any",
    KV_SERVER_CONFIG: JSON.stringify({
      listeners: [{ ...plugin, keyType: "ml-dsa-44", key: pki.key("p256") }],
    }),
  });
  expect(await ended(server)).toEqual({
    code: 127,
    stdout: "",
    stderr: "unsupported: keyType: ml-dsa-44 is not known here\n",
  });
});

test("a key that does not fit its certificate: 1, and the listener's name", async () => {
  const { code, stdout, stderr } = await ended(start([{ ...tls(), key: pki.key("p384") }]));
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^listener a: .*key values mismatch\n$/);
});

test("it prints one line with every listener, and ends at the end of input", async () => {
  const socket = join(folder, "kv.sock");
  const server = start([tls(), { id: "b", mode: "none", network: "unix", address: socket }]);
  const line = await firstLineOf(server);
  expect(JSON.parse(line)).toEqual({
    listeners: [
      { id: "a", network: "tcp", address: expect.stringMatching(/^127\.0\.0\.1:[1-9]\d*$/) },
      { id: "b", network: "unix", address: socket },
    ],
  });
  server.stdin.end();
  expect(await ended(server)).toMatchObject({ code: 0, stderr: "" });
});

test("it ends on SIGTERM, and not at the end of input unless told", async () => {
  const server = start([tls()], false);
  server.stdin.end();
  await firstLineOf(server);
  server.kill("SIGTERM");
  expect(await ended(server)).toMatchObject({ code: 0 });
});

test("without a configuration or a host's certificate it is a plugin in the clear", async () => {
  const server = startProgram(folder, "server", cookie);
  expect(await firstLineOf(server)).toMatch(/^1\|1\|tcp\|127\.0\.0\.1:[1-9]\d*\|grpc\|$/);
  server.kill("SIGTERM");
  await ended(server);
});

test.for([
  { knob: { tlsVersion: "1.2" }, client: {}, outcome: "TLSv1.2" },
  { knob: { tlsVersion: "1.3" }, client: {}, outcome: "TLSv1.3" },
  { knob: { tlsVersion: "1.2" }, client: { minVersion: "TLSv1.3" }, outcome: "refused" },
  { knob: { tlsVersion: "1.3" }, client: { maxVersion: "TLSv1.2" }, outcome: "refused" },
  { knob: { group: "x25519" }, client: { ecdhCurve: "X25519" }, outcome: "TLSv1.3" },
  { knob: { group: "x25519" }, client: { ecdhCurve: "P-256" }, outcome: "refused" },
  { knob: { group: "secp256r1" }, client: { ecdhCurve: "P-256" }, outcome: "TLSv1.3" },
  { knob: { group: "secp384r1" }, client: { ecdhCurve: "P-384" }, outcome: "TLSv1.3" },
  { knob: { group: "secp521r1" }, client: { ecdhCurve: "P-521" }, outcome: "TLSv1.3" },
  { knob: { group: "secp521r1" }, client: { ecdhCurve: "P-256:P-384" }, outcome: "refused" },
  {
    knob: { group: "X25519MLKEM768" },
    client: { ecdhCurve: "X25519MLKEM768" },
    outcome: "TLSv1.3",
  },
  { knob: { group: "X25519MLKEM768" }, client: { ecdhCurve: "X25519" }, outcome: "refused" },
] as const)("$knob and a client of $client: $outcome", async ({ knob, client, outcome }) => {
  const server = start([{ ...tls(), ...knob }]);
  const [listener] = JSON.parse(await firstLineOf(server)).listeners;
  const socket = connect({
    host: "127.0.0.1",
    port: Number(listener.address.split(":")[1]),
    ALPNProtocols: ["h2"],
    rejectUnauthorized: false,
    ...client,
  });
  const observed = await new Promise((resolve) => {
    socket.once("secureConnect", () => resolve(socket.getProtocol()));
    socket.once("error", () => resolve("refused"));
  });
  socket.destroy();
  server.stdin.end();
  await ended(server);
  expect(observed).toBe(outcome);
});
