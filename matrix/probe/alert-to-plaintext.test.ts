/** Servers of TLS that were dialled without it. */
import { readFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { expect, test } from "vitest";
import { makeRunPki } from "../run/pki/run-pki.ts";
import { grpc, listen } from "../tooling/test/grpc-server.ts";
import { temporaryFolder } from "../tooling/test/temporary-folder.ts";
import { protocolOf } from "../wire/stream-protocol.ts";
import { probe } from "./probe.ts";
import { questionOf } from "./question-of.ts";

const causeOf = async (address: string) => {
  const options = { plaintext: true, timeout: 1000 };
  const { diagnosis } = await probe(await questionOf(address, options), {});
  return diagnosis?.causes.map(({ code, side, decided }) => ({ code, side, decided }));
};

const tlsServer = async () => {
  const pki = await makeRunPki(temporaryFolder());
  const { certificate, key } = await pki.server("p256");
  return createTlsServer(
    { cert: readFileSync(certificate), key: readFileSync(key), ALPNProtocols: ["h2"] },
    grpc(),
  );
};

const decided = [{ code: "plaintext-client-to-tls-port", side: "client", decided: true }];

test.for([
  ["protocol_version, as rustls", "15030300020246"],
  ["unexpected_message", "1503010002020a"],
  ["decode_error", "15030300020232"],
  ["record_overflow, as BoringSSL", "15030100020216"],
] as const)("an alert in answer to HTTP/2 in the clear: %s", async ([, alert]) => {
  const behind = (await listen(await tlsServer())).endpoint.address;
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (bytes: Buffer) => {
      if (protocolOf(bytes) !== "tls") return void socket.end(Buffer.from(alert, "hex"));
      const inner = connect(Number(behind.split(":").at(-1)), "127.0.0.1");
      inner.on("error", () => {});
      inner.write(bytes);
      socket.pipe(inner).pipe(socket);
    });
  });
  expect(await causeOf((await listen(server)).endpoint.address)).toEqual(decided);
});

test("an alert from a server that refuses the probe's own ClientHello too", async () => {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end(Buffer.from("15030300020228", "hex")));
  });
  expect(await causeOf((await listen(server)).endpoint.address)).toEqual(decided);
});

test("a server of OpenSSL, which says nothing", async () => {
  expect(await causeOf((await listen(await tlsServer())).endpoint.address)).toEqual(decided);
});
