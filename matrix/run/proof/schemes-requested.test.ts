import { readFileSync } from "node:fs";
import { createServer as createPlainServer, type Server } from "node:net";
import { createServer, type TlsOptions } from "node:tls";
import { expect, onTestFinished, test } from "vitest";
import { listening } from "../../limits/listening.ts";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import type { Endpoint } from "../observe/tap.ts";
import { makeRunPki } from "../pki/run-pki.ts";
import { serverName } from "../pki/server-name.ts";
import { schemesRequested } from "./schemes-requested.ts";

const served = async (server: Server): Promise<Endpoint> => {
  const path = `${temporaryFolder()}/s`;
  await listening(server, { path });
  onTestFinished(() => void server.close());
  return { network: "unix", address: path };
};

const asking: TlsOptions = { requestCert: true, sigalgs: "ed25519:ecdsa_secp256r1_sha256" };
const named = ["ed25519", "ecdsa_secp256r1_sha256"];

test.for<readonly [string, TlsOptions, readonly string[] | null]>([
  ["asks for a certificate", { ...asking, rejectUnauthorized: false }, named],
  ["insists on one", { ...asking, rejectUnauthorized: true }, named],
  ["insists on one in TLS 1.2", { ...asking, maxVersion: "TLSv1.2" }, named],
  ["asks for none", {}, null],
])("of a server that %s", async ([, options, expected]) => {
  const { certificate, key } = await (await makeRunPki(temporaryFolder())).server("p256");
  const own = { cert: readFileSync(certificate), key: readFileSync(key) };
  const server = createServer({ ...own, ...options }, (socket) => socket.on("error", () => {}));
  const requested = await schemesRequested(await served(server), serverName);
  expect(requested && [...requested].sort()).toEqual(expected && [...expected].sort());
});

test("of a server that speaks no TLS", async () => {
  const server = createPlainServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  expect(await schemesRequested(await served(server), serverName)).toBeNull();
});
