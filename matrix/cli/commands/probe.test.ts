import { createServer } from "node:net";
import { expect, test } from "vitest";
import { grpc, listen } from "../../tooling/test/grpc-server.ts";
import { nobodyListens } from "../../tooling/test/sockets.ts";
import type { Console } from "./console.ts";
import { type ProbeCommandOptions, probe } from "./probe.ts";

const run = async (target: string, options: ProbeCommandOptions) => {
  let text = "";
  const console: Console = {
    out: (part) => {
      text += part;
    },
    command: "npx it",
    isTerminal: false,
    columns: 80,
    rows: 24,
    paint: (_style, plain) => plain,
  };
  return { code: await probe(target, { timeout: 1000, ...options }, console), text };
};

const grpcServer = async () => {
  const { endpoint, connections } = await listen(createServer(grpc()));
  return { target: endpoint.address, connections };
};

const withoutTimes = (text: string) =>
  text.replace(/ +\d+ ms$/gm, "").replace(/\d\.\d\d s/, "0.00 s");

test("a healthy endpoint: 0, in at most 25 lines of 80 columns", async () => {
  const { target } = await grpcServer();
  const { code, text } = await run(target, { plaintext: true });
  expect(code).toBe(0);
  expect(withoutTimes(text)).toBe(`✓ ${target} is healthy: gRPC answers (0.00 s)

✓ resolve  ${target}
✓ connect  1 of 1 address
✓ speaks   HTTP/2 in the clear, no TLS
- tls      not asked for (--plaintext)
- alpn     no TLS
✓ grpc     health UNIMPLEMENTED
✓ clients  go ✓ python ✓ node ✓ rust ✓ java ✓
`);
});

test("a cause: 1, and the next command to type", async () => {
  const { target } = await grpcServer();
  const { code, text } = await run(target, {});
  expect(code).toBe(1);
  const lines = text.trimEnd().split("\n");
  expect(lines[0]).toBe(`✗ ${target}: tls-client-to-plaintext-port, server side: The client began`);
  expect(lines.at(-1)).toBe(`next: handshake-matrix probe ${target} --plaintext`);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});

test("as JSON: target, rungs, diagnosis, elapsedMs", async () => {
  const { address } = await nobodyListens();
  const { code, text } = await run(address, { json: true });
  const report = JSON.parse(text);
  expect(code).toBe(1);
  expect(Object.keys(report)).toEqual(["target", "rungs", "diagnosis", "elapsedMs"]);
  expect(report.diagnosis.causes[0]).toMatchObject({ code: "connection-refused", decided: true });
});

test("as JSON, what a peer says passes the gate", async () => {
  const secret = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.end(`HTTP/1.1 400 ${secret} \u202e\r\nServer: ${secret}\r\n\r\n`);
  });
  const { endpoint } = await listen(server);
  const { text } = await run(endpoint.address, { json: true, plaintext: true });
  expect(JSON.parse(text).diagnosis).not.toBeNull();
  expect(text).not.toContain(secret);
  expect(text).not.toContain("\u202e");
});

test("a dry run says what it would do, and does nothing", async () => {
  const { target, connections } = await grpcServer();
  const { code, text } = await run(target, { dryRun: true, plaintext: true });
  expect({ code, connections: connections() }).toEqual({ code: 0, connections: 0 });
  expect(text).toBe(`would probe ${target} with no TLS, name 127.0.0.1

rung       what it does                                   connections  limit
resolve    getaddrinfo; read the proxy variables          0            1.0 s
connect    to every address; listen for 250 ms            at most 8    1.3 s
loopback   if it refuses: its other family                1            0.3 s
speaks     ClientHello; HTTP/2 and HTTP/1.1 in the clear  3            1.0 s
addresses  the same, or a call, at others of the name     at most 12   1.0 s
protocols  if nothing answers: other protocols            at most 12   2.0 s
grpc       health, reflection, an unknown method          1 to 5       8.0 s
steady     if that passes: its beginning again            2 to 4       6.2 s
causes     if that fails: hellos with one list cut down   at most 7    16.0 s

in all at most 36.8 s for an address
`);
});

test("two peers: 0 where they do not differ, else 1 and what differs", async () => {
  const [one, other] = await Promise.all([grpcServer(), grpcServer()]);
  expect(await run(one.target, { plaintext: true, compare: other.target })).toEqual({
    code: 0,
    text: `A ${one.target}: healthy\nB ${other.target}: healthy\n\nno difference\n`,
  });
  const { address } = await nobodyListens();
  const { code, text } = await run(one.target, { plaintext: true, compare: address });
  expect({ code, lines: text.split("\n").slice(0, 5) }).toEqual({
    code: 1,
    lines: [
      `A ${one.target}: healthy`,
      `B ${address}: connection-refused`,
      "",
      "connect, reached",
      "  A passed",
    ],
  });
});
