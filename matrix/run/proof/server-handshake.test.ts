import { readFileSync } from "node:fs";
import { createServer as createPlainServer, type Server } from "node:net";
import { createServer, type TlsOptions } from "node:tls";
import { expect, onTestFinished, test } from "vitest";
import { listening } from "../../limits/listening.ts";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import type { Endpoint } from "../observe/tap.ts";
import { makeRunPki } from "../pki/run-pki.ts";
import { serverName } from "../pki/server-name.ts";
import { serverHandshake } from "./server-handshake.ts";

const served = async (server: Server): Promise<Endpoint> => {
  const path = `${temporaryFolder()}/s`;
  await listening(server, { path });
  onTestFinished(() => void server.close());
  return { network: "unix", address: path };
};

const asking: TlsOptions = { requestCert: true, sigalgs: "ed25519:ecdsa_secp256r1_sha256" };
const named = ["ed25519", "ecdsa_secp256r1_sha256"];

test.for<readonly [string, TlsOptions, readonly string[] | null, string]>([
  ["asks for a certificate", { ...asking, rejectUnauthorized: false }, named, "1.3"],
  ["insists on one", { ...asking, rejectUnauthorized: true }, named, "1.3"],
  ["insists on one in TLS 1.2", { ...asking, maxVersion: "TLSv1.2" }, named, "1.2"],
  ["asks for none", {}, null, "1.3"],
  ["asks for none in TLS 1.2", { maxVersion: "TLSv1.2" }, null, "1.2"],
])("of a server that %s", async ([, options, expected, version]) => {
  const { certificate, key } = await (await makeRunPki(temporaryFolder())).server("p256");
  const own = { cert: readFileSync(certificate), key: readFileSync(key) };
  const server = createServer({ ...own, ...options }, (socket) => socket.on("error", () => {}));
  const shown = await serverHandshake(await served(server), serverName);
  const schemes = shown?.schemes ?? null;
  expect(schemes && [...schemes].sort()).toEqual(expected && [...expected].sort());
  expect(shown?.version).toBe(version);
});

test("of a server that speaks no TLS", async () => {
  const server = createPlainServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  expect(await serverHandshake(await served(server), serverName)).toBeNull();
});

test("of a server that refuses every ClientHello nothing is told, though OpenSSL has a version in mind", async () => {
  const server = createPlainServer((socket) => socket.end(Buffer.from("15030300020228", "hex")));
  expect(await serverHandshake(await served(server), serverName)).toBeNull();
});
