import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttp2, createSecureServer, type Http2Server } from "node:http2";
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { ConnectionOwner } from "../../domain/evidence.ts";
import type { Endpoint } from "../observe/tap.ts";
import type { Served } from "./answerers.ts";
import {
  clientCertificateControl,
  observeCertificate,
  plaintextClient,
} from "./server-controls.ts";

const ownerOf = async (): Promise<ConnectionOwner> => ({ kind: "own" });

describe("controls of a listener", () => {
  const folder = mkdtempSync(join(tmpdir(), "controls-"));
  let identity: { key: string; cert: string };
  const untrusted = { certificate: join(folder, "u.crt"), key: join(folder, "u.key") };

  beforeAll(async () => {
    const options = { algorithm: "sha256", keyType: "ec", curve: "P-256" } as const;
    const name = [{ name: "commonName", value: "localhost" }];
    const own = await generate(name, options);
    const other = await generate(name, options);
    identity = { key: own.private, cert: own.cert };
    writeFileSync(untrusted.certificate, other.cert);
    writeFileSync(untrusted.key, other.private);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const serving = async (server: Server | Http2Server): Promise<Served> => {
    server.on("session", (session) => session.on("error", () => {}));
    server.on("stream", (stream) => {
      stream.on("error", () => {});
      stream.respond({ ":status": 200, "grpc-status": "5" }, { endStream: true });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const endpoint: Endpoint = { network: "tcp", address: `127.0.0.1:${port}` };
    return { endpoint, ownerOf };
  };
  const secure = (demands: { requestCert?: boolean; rejectUnauthorized?: boolean }) =>
    serving(createSecureServer({ ...identity, ca: identity.cert, ...demands }));

  test("a plaintext client is accepted by a plaintext server and refused by a TLS server", async () => {
    const plain = await plaintextClient(await serving(createHttp2()), "plain");
    expect(plain).toMatchObject({ result: "accepted", name: "plaintext-client", subject: "plain" });
    expect(await plaintextClient(await secure({}), "tls")).toMatchObject({ result: "refused" });
  });

  test.for([
    [
      "requires and verifies",
      { requestCert: true, rejectUnauthorized: true },
      "refused",
      "refused",
    ],
    [
      "asks and lets everybody in",
      { requestCert: true, rejectUnauthorized: false },
      "accepted",
      "accepted",
    ],
    ["does not ask", {}, "accepted", "accepted"],
  ] as const)("a server that %s a client certificate", async ([, demands, without, withWrong]) => {
    const served = await secure(demands);
    const none = await clientCertificateControl(served, "s", "localhost", null);
    expect([none.name, none.result]).toEqual(["no-client-certificate", without]);
    const wrong = await clientCertificateControl(served, "s", "localhost", untrusted);
    expect([wrong.name, wrong.result]).toEqual(["untrusted-client-certificate", withWrong]);
  });

  test("a listener that is not there is neither refused nor accepted", async () => {
    const server = createHttp2();
    const served = await serving(server);
    server.close();
    await once(server, "close");
    expect(await plaintextClient(served, "s")).toMatchObject({ result: "inconclusive" });
    const control = await clientCertificateControl(served, "s", "localhost", null);
    expect(control).toMatchObject({ result: "inconclusive" });
  });

  test("what another process does on a connection says nothing of the server", async () => {
    const { endpoint } = await secure({ requestCert: true, rejectUnauthorized: true });
    const owner: ConnectionOwner = { kind: "other", process: "7 (node)" };
    const others = { endpoint, ownerOf: async () => owner };
    const saw = "another process answered in the server's place: 7 (node)";
    const expected = { result: "inconclusive", saw };
    expect(await plaintextClient(others, "s")).toMatchObject(expected);
    expect(await clientCertificateControl(others, "s", "localhost", null)).toMatchObject(expected);
  });

  test("what nobody has accepted yet is waited for, and nothing said before", async () => {
    const { endpoint } = await serving(createHttp2());
    const owners: ConnectionOwner[] = [{ kind: "nobody" }, { kind: "nobody" }, { kind: "own" }];
    const ownerOf = async (socket: Socket) => {
      expect(socket.bytesWritten).toBe(0);
      return owners.shift() ?? { kind: "own" };
    };
    expect(await plaintextClient({ endpoint, ownerOf }, "s")).toMatchObject({ result: "accepted" });
    expect(owners).toEqual([]);
  });

  test("a server that accepts nothing before something is said is spoken to", async () => {
    const { endpoint } = await serving(createHttp2());
    const ownerOf = async (): Promise<ConnectionOwner> => ({ kind: "nobody" });
    expect(await plaintextClient({ endpoint, ownerOf }, "s")).toMatchObject({ result: "accepted" });
  });

  test("an end before anybody can be asked is no refusal", async () => {
    const closing = createTcp((socket) => socket.destroy());
    const { endpoint } = await serving(closing);
    const ownerOf = async (): Promise<ConnectionOwner> => ({ kind: "nobody" });
    const saw = "the connection was closed before anything was said";
    expect(await plaintextClient({ endpoint, ownerOf }, "s")).toMatchObject({
      result: "inconclusive",
      saw,
    });
  });

  test("the certificate that a listener serves is observed", async () => {
    expect(await observeCertificate((await secure({})).endpoint, "localhost")).toMatchObject({
      keyType: "p256",
    });
  });
});
