import { readFileSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { expect, test } from "vitest";
import { makeRunPki } from "../run/pki/run-pki.ts";
import { serverName } from "../run/pki/server-name.ts";
import { grpc, listen } from "../tooling/test/grpc-server.ts";
import { temporaryFolder } from "../tooling/test/temporary-folder.ts";
import { probe } from "./probe.ts";
import { questionOf } from "./question-of.ts";

/**
 * A gRPC server that lets every connection in until one has made a call; of those after it, the ones that `admits` says.
 * Under TLS the others are ended behind the handshake.
 *
 * @param admits - told how long ago the last connection came, in milliseconds.
 */
const afterACall = async (
  admits: (sinceMs: number, count: number) => boolean,
  security: "none" | "tls" = "none",
) => {
  let called = false;
  let count = 0;
  let last = 0;
  const behind = Number((await listen(createServer(grpc()))).endpoint.address.split(":").at(-1));
  const admit = (socket: Socket) => {
    const sinceMs = performance.now() - last;
    last = performance.now();
    if (called && !admits(sinceMs, count++)) return void socket.destroy();
    relay(socket, behind);
    let sent = "";
    socket.on("data", (bytes: Buffer) => {
      sent += bytes.toString("latin1");
      // HTTP/2 with more than its beginning.
      called ||= sent.startsWith("PRI") && sent.length > 100;
    });
  };
  if (security === "none") {
    const { endpoint } = await listen(createServer(admit));
    return probe(await questionOf(endpoint.address, { plaintext: true, timeout: 2000 }), {});
  }
  const pki = await makeRunPki(temporaryFolder());
  const { certificate, key } = await pki.server("p256");
  const options = {
    cert: readFileSync(certificate),
    key: readFileSync(key),
    ALPNProtocols: ["h2"],
  };
  const { endpoint } = await listen(createTlsServer(options, admit));
  const asked = { ca: pki.ca, serverName, timeout: 2000 };
  return probe(await questionOf(endpoint.address, asked), {});
};

const relay = (socket: Socket, port: number) => {
  const other = connect(port, "127.0.0.1");
  for (const one of [socket, other]) one.on("error", () => {});
  socket.pipe(other).pipe(socket);
};

const connectionsFact = (report: Awaited<ReturnType<typeof afterACall>>) =>
  report.rungs
    .find(({ name }) => name === "grpc")
    ?.facts.find(({ name }) => name === "connections");

test("one that answers every connection is healthy, and nothing is said of it", async () => {
  const report = await afterACall(() => true);
  expect([report.diagnosis, connectionsFact(report)]).toEqual([null, undefined]);
});

test("one that answers every connection slowly is healthy, and nothing is said of it", async () => {
  const behind = Number((await listen(createServer(grpc()))).endpoint.address.split(":").at(-1));
  const slow = createServer((socket) => {
    socket.on("error", () => {});
    setTimeout(() => relay(socket, behind), 1800);
  });
  const { endpoint } = await listen(slow);
  const asked = { plaintext: true, timeout: 8000 };
  const report = await probe(await questionOf(endpoint.address, asked), {});
  expect([report.diagnosis, connectionsFact(report)]).toEqual([null, undefined]);
});

test("one with a limited rate is healthy, and its limit is said", async () => {
  const report = await afterACall((sinceMs) => sinceMs > 900);
  expect(report.diagnosis).toBeNull();
  expect(connectionsFact(report)).toMatchObject({
    weight: "odd",
    value:
      "3 of 5 answered, those that came alone or after a pause: a limit of their number or rate looks so",
  });
});

test("one under TLS that answers every connection is healthy, and nothing is said of it", async () => {
  const report = await afterACall(() => true, "tls");
  expect([report.diagnosis, connectionsFact(report)]).toEqual([null, undefined]);
});

test.for([
  ["bans its caller", "none", () => false, 1],
  ["answers every second one", "none", (_: number, count: number) => count % 2 === 1, 3],
  ["ends every second one under TLS", "tls", (_: number, count: number) => count % 2 === 1, 3],
] as const)(
  "one that %s is said to be unsteady, and nothing is certain",
  async ([, security, admits, answered]) => {
    const { diagnosis, rungs } = await afterACall(admits, security);
    expect(diagnosis).toMatchObject({
      determinable: false,
      causes: [
        {
          code: "closed-before-preface",
          side: null,
          decided: false,
          sentence: `The endpoint answers some connections and not others: a call went through, and of 5 other connections that began in the same way ${answered} were answered.`,
        },
      ],
    });
    const clients = rungs.find(({ name }) => name === "clients")?.facts ?? [];
    expect(clients.map(({ value }) => value.split(":")[0])).toEqual(Array(5).fill("unknown"));
  },
);

/** A server behind TLS that takes h2 of a ClientHello that offers nothing else, told how many of those came before. */
const takingH2 = async (takes: (before: number) => boolean) => {
  const pki = await makeRunPki(temporaryFolder());
  const { certificate, key } = await pki.server("p256");
  const behind = Number((await listen(createServer(grpc()))).endpoint.address.split(":").at(-1));
  let count = 0;
  const options = {
    cert: readFileSync(certificate),
    key: readFileSync(key),
    ALPNCallback: ({ protocols }: { protocols: readonly string[] }) =>
      protocols.length > 1 || takes(count++) ? "h2" : undefined,
  };
  const { endpoint } = await listen(createTlsServer(options, (socket) => relay(socket, behind)));
  const asked = { ca: pki.ca, serverName, timeout: 2000 };
  const { diagnosis } = await probe(await questionOf(endpoint.address, asked), {});
  return diagnosis?.causes.map(({ code, decided }) => [code, decided]);
};

test("one that takes h2 of every ClientHello is healthy", async () => {
  expect(await takingH2(() => true)).toBeUndefined();
});

test("one that takes h2 of some connections and not of others is unsteady", async () => {
  // The first are those of the stacks' shapes, before a call is attempted.
  expect(await takingH2((before) => before > 2)).toEqual([["alpn-mismatch", false]]);
  expect(await takingH2((before) => before < 3)).toEqual([["alpn-mismatch", false]]);
});
