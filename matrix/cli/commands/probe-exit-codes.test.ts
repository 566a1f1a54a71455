/** The exit codes that `probe --help` promises, by kinds of endpoints. */
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { expect, test } from "vitest";
import type { KeyType } from "../../domain/cell.ts";
import { Misuse } from "../../domain/misuse.ts";
import { makeRunPki } from "../../run/pki/run-pki.ts";
import { serverName } from "../../run/pki/server-name.ts";
import { grpc, listen } from "../../tooling/test/grpc-server.ts";
import { answering, data, headers } from "../../tooling/test/raw-http2.ts";
import { nobodyListens } from "../../tooling/test/sockets.ts";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import type { Console } from "./console.ts";
import { type ProbeCommandOptions, probe } from "./probe.ts";

const silent: Console = {
  out: () => {},
  command: "npx it",
  isTerminal: false,
  columns: 80,
  rows: 24,
  paint: (_style, plain) => plain,
};

const exitCode = async (address: string, options: ProbeCommandOptions): Promise<number> =>
  probe(address, { timeout: 1000, ...options }, silent);

const reply = { ":status": "200", "content-type": "application/grpc" };
const status = (code: string) => answering([headers({ ...reply, "grpc-status": code }, "end")]);
const serves = (health: string) =>
  answering([
    headers(reply),
    data(`0000000002 08${health}`),
    headers({ "grpc-status": "0" }, "end"),
  ]);
const plaintext = { plaintext: true };

test.for<readonly [string, Server, ProbeCommandOptions, number]>([
  ["serves", createServer(serves("01")), plaintext, 0],
  ["has no health service", createServer(grpc()), plaintext, 0],
  ["resets each connection", createServer((socket) => socket.resetAndDestroy()), plaintext, 1],
  ["closes each connection", createServer((socket) => socket.end()), plaintext, 1],
  ["resets each connection, TLS", createServer((socket) => socket.resetAndDestroy()), {}, 1],
  ["answers nothing", createServer(() => {}), { ...plaintext, timeout: 300 }, 1],
  ["does not serve", createServer(serves("02")), plaintext, 1],
  ["wants credentials", createServer(status("16")), plaintext, 1],
  ["forbids", createServer(status("7")), plaintext, 1],
  ["fails", createServer(status("13")), plaintext, 1],
  [
    "has not the method that was asked for",
    createServer(grpc()),
    { ...plaintext, call: "a.B/C" },
    1,
  ],
  ["speaks no TLS", createServer(grpc()), {}, 1],
  ["is not asked (dry run)", createServer((socket) => socket.end()), { dryRun: true }, 0],
])("an endpoint that %s", async ([, server, options, code]) => {
  const { endpoint } = await listen(server);
  expect(await exitCode(endpoint.address, options)).toBe(code);
});

test("an endpoint where nobody listens", async () => {
  expect(await exitCode((await nobodyListens()).address, plaintext)).toBe(1);
});

test.for<readonly [string, KeyType, readonly string[], number]>([
  ["nobody stays out", "p256", [], 0],
  ["some stay out", "p521", [], 1],
  ["it stays out that was asked for", "p521", ["python"], 1],
  ["those stay out that were not asked for", "p521", ["go", "node"], 0],
])("clients: %s", async ([, keyType, as, code]) => {
  const pki = await makeRunPki(temporaryFolder());
  const { certificate, key } = await pki.server(keyType);
  const pem = { cert: readFileSync(certificate), key: readFileSync(key) };
  const { endpoint } = await listen(createTlsServer({ ...pem, ALPNProtocols: ["h2"] }, grpc()));
  expect(await exitCode(endpoint.address, { ca: pki.ca, serverName, as })).toBe(code);
});

test.for([
  ["alike", "01", 0],
  ["different", "02", 1],
] as const)("two that are %s", async ([, health, code]) => {
  const [first, second] = [
    await listen(createServer(serves("01"))),
    await listen(createServer(serves(health))),
  ];
  const compare = second.endpoint.address;
  expect(await exitCode(first.endpoint.address, { ...plaintext, compare })).toBe(code);
});

test("what cannot be used is misuse, for which main has code 2", async () => {
  await expect(exitCode("no target", plaintext)).rejects.toThrow(Misuse);
});
