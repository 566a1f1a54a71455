import { readFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { expect, test } from "vitest";
import { makeRunPki } from "../run/pki/run-pki.ts";
import { serverName } from "../run/pki/server-name.ts";
import { grpc, listen } from "../tooling/test/grpc-server.ts";
import { temporaryFolder } from "../tooling/test/temporary-folder.ts";
import { protocolOf } from "../wire/stream-protocol.ts";
import { probe } from "./probe.ts";
import { questionOf } from "./question-of.ts";

const timeout = 1000;

test("a server that answers one handshake and closes the others decides nothing", async () => {
  const pki = await makeRunPki(temporaryFolder());
  const { certificate, key } = await pki.server("p256");
  const server = createTlsServer(
    { cert: readFileSync(certificate), key: readFileSync(key), ALPNProtocols: ["h2"] },
    grpc(),
  );
  const behind = (await listen(server)).endpoint.address;
  let handshakes = 0;
  const limited = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (bytes: Buffer) => {
      if (protocolOf(bytes) !== "tls") return;
      if (handshakes++ > 0) {
        socket.end();
        return;
      }
      const inner = connect(Number(behind.split(":").at(-1)), "127.0.0.1");
      inner.on("error", () => {});
      inner.write(bytes);
      socket.pipe(inner).pipe(socket);
    });
  });
  const { endpoint } = await listen(limited);
  const options = { ca: pki.ca, serverName, timeout };
  const { diagnosis } = await probe(await questionOf(endpoint.address, options), {});
  expect(diagnosis?.causes).toMatchObject([
    {
      code: "closed-before-preface",
      side: null,
      decided: false,
      sentence:
        "The endpoint answers some connections and not others: this one was closed within the TLS handshake, without a byte of the server.",
    },
  ]);
});

test("an answer to the ClientHello that OpenSSL does not take is an answer", async () => {
  const broken = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (bytes: Buffer) => {
      // A whole record of a handshake message of type 254, which there is not.
      if (protocolOf(bytes) === "tls") socket.end(Buffer.from("1603030004fe000000", "hex"));
    });
  });
  const { endpoint } = await listen(broken);
  const { rungs } = await probe(await questionOf(endpoint.address, { timeout }), {});
  expect(rungs.find(({ name }) => name === "speaks")?.summary).toBe(
    "no TLS that OpenSSL takes: unexpected message",
  );
});

test("a ClientHello that is not answered within less than clients wait decides nothing", async () => {
  const silent = createServer((socket) => {
    socket.on("error", () => {}).resume();
  });
  const { endpoint } = await listen(silent);
  const question = await questionOf(endpoint.address, { serverName, timeout });
  const { diagnosis } = await probe(question, {});
  expect(diagnosis?.causes).toMatchObject([
    {
      code: "handshake-stalled",
      side: null,
      decided: false,
      sentence: "The server accepted the connection and did not answer the ClientHello within 1 s.",
    },
  ]);
  expect(diagnosis?.nextCheck).toContain("--timeout 20000");
});
