import { connect as connectTcp } from "node:net";
import { connect as connectTls } from "node:tls";
import { expect, onTestFinished, test, vi } from "vitest";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { addressOf, type Endpoint } from "../observe/tap.ts";
import { makeRunPki } from "../pki/run-pki.ts";
import { type Decoy, openImpostor, openPlaintextDecoy } from "./impostor.ts";

const anyPort: Endpoint = { network: "tcp", address: "127.0.0.1:0" };

const closed = async (decoy: Promise<Decoy>): Promise<Decoy> => {
  const open = await decoy;
  onTestFinished(open.close);
  return open;
};

const seen = (decoy: Decoy, trusted: boolean) =>
  vi.waitFor(() => expect(decoy.seen()).toEqual({ connections: 1, trusted }));

test.for([
  ["an HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", true],
  ["a ClientHello", "\x16\x03\x01\x02\x00", false],
  ["HTTP/1.1", "GET / HTTP/1.1\r\n\r\n", false],
] as const)("to a server in the clear %s is trust: %s", async ([, bytes, trusted]) => {
  const decoy = await closed(openPlaintextDecoy(anyPort));
  const socket = connectTcp(addressOf(decoy.endpoint) as { host: string; port: number });
  socket.on("error", () => {});
  const answered = vi.fn();
  socket.on("close", answered);
  socket.write(bytes, "latin1");
  await vi.waitFor(() => expect(answered).toHaveBeenCalled());
  await seen(decoy, trusted);
});

test.for([
  ["goes on after the handshake", "x", true],
  ["leaves after the handshake", "", false],
] as const)("to an impostor, a client that %s trusts: %s", async ([, bytes, trusted]) => {
  const pki = await makeRunPki(temporaryFolder());
  const decoy = await closed(openImpostor(await pki.impostorServer(), false, anyPort));
  const ended = vi.fn();
  const socket = connectTls({ ...addressOf(decoy.endpoint), rejectUnauthorized: false }, () =>
    socket.end(bytes),
  );
  socket.on("error", () => {});
  socket.on("close", ended);
  socket.resume();
  await vi.waitFor(() => expect(ended).toHaveBeenCalled());
  await seen(decoy, trusted);
});
