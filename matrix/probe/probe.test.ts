import { readFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { Duplex } from "node:stream";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { expect, test } from "vitest";
import type { ProbeReport } from "../domain/probe-report.ts";
import type { Endpoint } from "../run/observe/tap.ts";
import { makeRunPki } from "../run/pki/run-pki.ts";
import { serverName } from "../run/pki/server-name.ts";
import { grpc, listen } from "../tooling/test/grpc-server.ts";
import { nobodyListens } from "../tooling/test/sockets.ts";
import { temporaryFolder } from "../tooling/test/temporary-folder.ts";
import { protocolOf } from "../wire/stream-protocol.ts";
import { plannedRungs } from "./dry-run.ts";
import { probe } from "./probe.ts";
import { type ProbeOptions, questionOf } from "./question-of.ts";

const timeout = 1000;

/** In the clear; what begins otherwise than HTTP/2 is left alone, with or without a close. */
const pickyPlaintext = (leaves: "closes" | "stays") => {
  const speak = grpc();
  return createServer((socket) => {
    socket.once("data", (bytes: Buffer) => {
      if (protocolOf(bytes) === "http2") {
        socket.unshift(bytes);
        speak(socket);
      } else if (leaves === "closes") socket.end();
    });
  });
};

const tls = async (folder: string, options: TlsOptions = {}) => {
  const pki = await makeRunPki(folder);
  const { certificate, key } = await pki.server("p256");
  const speak = grpc();
  const server = createTlsServer(
    { cert: readFileSync(certificate), key: readFileSync(key), ALPNProtocols: ["h2"], ...options },
    speak,
  );
  return { pki, server };
};

const probed = async (
  { network, address }: Endpoint,
  options: ProbeOptions,
  resolve?: Parameters<typeof probe>[2],
): Promise<ProbeReport> => {
  const target = network === "unix" ? `unix:${address}` : address;
  return probe(await questionOf(target, { timeout, ...options }), {}, resolve);
};

const causes = ({ diagnosis }: ProbeReport) =>
  diagnosis?.causes.map(({ code, side, decided }) => ({ code, side, decided })) ?? null;

const rung = ({ rungs }: ProbeReport, name: string) => rungs.find((one) => one.name === name);

test("gRPC over TLS is healthy, with no more connections than were announced", async () => {
  const { pki, server } = await tls(temporaryFolder());
  const { endpoint, connections } = await listen(server);
  const options = { ca: pki.ca, serverName };
  const report = await probed(endpoint, options);
  expect(causes(report)).toBeNull();
  expect(report.rungs.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
    "resolve passed",
    "connect passed",
    "speaks passed",
    "tls passed",
    "alpn passed",
    "grpc passed",
    "clients passed",
  ]);
  const planned = plannedRungs(await questionOf(endpoint.address, options))
    .filter(({ name }) => !["causes", "addresses", "protocols", "differing"].includes(name))
    // Of a range its beginning: of an endpoint that is well.
    .map(({ name, connections: some }) => (name === "connect" ? 1 : Number.parseInt(some, 10)));
  expect(connections()).toBeLessThanOrEqual(planned.reduce((sum, one) => sum + one, 0));
});

test("gRPC in the clear is healthy, on a socket too", async () => {
  const { endpoint } = await listen(createServer(grpc()), join(temporaryFolder(), "s"));
  const report = await probed(endpoint, { plaintext: true });
  expect(causes(report)).toBeNull();
  expect(rung(report, "speaks")?.summary).toBe("HTTP/2 in the clear, no TLS");
});

test.for(["closes", "stays"] as const)(
  "a plaintext server that leaves a ClientHello without a byte (%s) is known by what it answers in the clear",
  async (leaves) => {
    const { endpoint } = await listen(pickyPlaintext(leaves));
    expect(causes(await probed(endpoint, {}))?.[0]).toEqual({
      code: "tls-client-to-plaintext-port",
      side: "server",
      decided: true,
    });
  },
);

test("nobody listens", async () => {
  const report = await probed(await nobodyListens(), {});
  expect(causes(report)).toEqual([{ code: "connection-refused", side: null, decided: true }]);
  expect(report.rungs.map(({ verdict }) => verdict)).toEqual([
    "passed",
    "failed",
    "skipped",
    "skipped",
    "skipped",
    "skipped",
    "failed",
  ]);
});

test("there is no such socket", async () => {
  const report = await probed({ network: "unix", address: join(temporaryFolder(), "s") }, {});
  expect(causes(report)).toEqual([{ code: "connection-refused", side: null, decided: true }]);
});

test("the name has no address", async () => {
  const report = await probed({ network: "tcp", address: "kv.test:1" }, {}, async () => ({
    endpoints: [],
    error: "getaddrinfo ENOTFOUND kv.test",
  }));
  expect(causes(report)).toEqual([{ code: "name-not-resolved", side: "client", decided: true }]);
});

test("one of a name's addresses is another server", async () => {
  const { pki, server } = await tls(temporaryFolder());
  const right = await listen(server);
  const other = await listen(createServer(grpc()));
  const report = await probed(
    { network: "tcp", address: "kv.test:1" },
    { ca: pki.ca, serverName },
    async () => ({ endpoints: [right.endpoint, other.endpoint], error: null }),
  );
  expect(causes(report)).toEqual([
    { code: "tls-client-to-plaintext-port", side: "server", decided: true },
    { code: "wrong-endpoint", side: null, decided: false },
  ]);
  expect(report.diagnosis?.causes[1]?.matched).toEqual([
    {
      by: "orchestrator",
      text: `${right.endpoint.address}: TLS, ALPN h2, certificate of CN=handshake-matrix authority`,
    },
    { by: "orchestrator", text: `${other.endpoint.address}: something that is not TLS` },
  ]);
  expect(rung(report, "connect")?.summary).toBe("the addresses answer differently");
});

test("one address that refuses is worth a word, and no more", async () => {
  const { pki, server } = await tls(temporaryFolder());
  const right = await listen(server);
  const dead = await nobodyListens();
  const report = await probed(
    { network: "tcp", address: "kv.test:1" },
    { ca: pki.ca, serverName },
    async () => ({ endpoints: [dead, right.endpoint], error: null }),
  );
  expect(causes(report)).toBeNull();
  expect(rung(report, "connect")?.verdict).toBe("odd");
});

test("what python's client would meet is tried with its hello", async () => {
  const folder = temporaryFolder();
  const pki = await makeRunPki(folder);
  const { certificate, key } = await pki.server("p521");
  const server = createTlsServer(
    { cert: readFileSync(certificate), key: readFileSync(key), ALPNProtocols: ["h2"] },
    grpc(),
  );
  const { endpoint } = await listen(server);
  const options = { ca: pki.ca, serverName };
  const asAny = await probed(endpoint, options);
  expect(causes(asAny)).toEqual([
    { code: "signature-scheme-not-offered", side: null, decided: false },
  ]);
  expect(rung(asAny, "clients")?.summary).toBe("go ✓ python ✗ node ✓ rust ✓ java ✗");
  const asPython = await probed(endpoint, { ...options, as: ["go", "python"] });
  expect(causes(asPython)?.[0]).toEqual({
    code: "signature-scheme-not-offered",
    side: "client",
    decided: true,
  });
  // With the real clients where they are built.
  expect(rung(asPython, "clients")?.summary).toMatch(
    /^go (?:✓ python ✗$|\(✓\) python \(✗\); in brackets foreseen)/,
  );
});

test("grpc-js is content without ALPN", async () => {
  const { pki, server } = await tls(temporaryFolder(), { ALPNProtocols: undefined });
  server.removeAllListeners("secureConnection");
  const speak = grpc();
  // node:http2 refuses a TLS socket without ALPN.
  server.on("secureConnection", (socket: Socket) =>
    speak(Duplex.from({ readable: socket, writable: socket })),
  );
  const { endpoint } = await listen(server);
  const options = { ca: pki.ca, serverName };
  const strict = await probed(endpoint, options);
  expect(causes(strict)?.[0]?.code).toBe("alpn-not-negotiated");
  expect(rung(strict, "clients")?.summary).toBe("go ✗ python ✗ node ✓ rust ✗ java ✗");
  expect(causes(await probed(endpoint, { ...options, as: ["node"] }))).toBeNull();
});

test("the method that was asked for is not there", async () => {
  const { endpoint } = await listen(createServer(grpc()));
  expect(causes(await probed(endpoint, { plaintext: true, call: "a.B/C" }))?.[0]).toEqual({
    code: "service-unimplemented",
    side: "server",
    decided: true,
  });
});
