import { once } from "node:events";
import { appendFileSync, readFileSync } from "node:fs";
import { createSecureServer, type SecureServerOptions } from "node:http2";
import { connect, createServer, type Server } from "node:net";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import { Client, credentials } from "@grpc/grpc-js";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Diagnosis } from "../../domain/cause.ts";
import { temporaryFolder } from "../test/temporary-folder.ts";
import { begin, cli, line, run } from "./marked-process.ts";

describe("before an endpoint", () => {
  /** A relay that has said where it listens. */
  const relay = async (to: string, options: readonly string[] = []) => {
    const out = temporaryFolder();
    const argv = ["tap", "--listen", "127.0.0.1:0", "--to", to, "--out", out, ...options];
    const tap = begin([process.execPath, cli, ...argv]);
    const said = options.includes("--json") ? { printed: tap.complained } : tap;
    const [, port = ""] = /^relays 127\.0\.0\.1:(\d+) /.exec(await line(said)) ?? [];
    return { ...tap, port: Number(port), out };
  };

  const portOf = async (server: Server): Promise<number> => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const address = server.address();
    return typeof address === "object" && address ? address.port : 0;
  };

  /** A server with a certificate that nobody trusts, and its key log. */
  const untrusted = async (options: SecureServerOptions = {}) => {
    const { generate } = await import("selfsigned");
    const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }]);
    const server = createSecureServer({ key, cert, ...options });
    const keyLog = join(temporaryFolder(), "keys.txt");
    server.on("keylog", (secret: Buffer) => appendFileSync(keyLog, secret));
    server.on("tlsClientError", () => {}).on("sessionError", () => {});
    return { address: `127.0.0.1:${await portOf(server)}`, keyLog };
  };

  /** What a call by a client of gRPC's over TLS fails with. */
  const failedCall = async (port: number, options: { maxVersion?: "TLSv1.2" } = {}) => {
    const secure = createSecureContext(options);
    const client = new Client(`localhost:${port}`, credentials.createFromSecureContext(secure), {
      "grpc.enable_retries": 0,
    });
    const bytes = (value: Buffer) => value;
    const failed = await new Promise<string>((resolve) => {
      client.makeUnaryRequest("/proto.KV/Get", bytes, bytes, Buffer.alloc(0), (error) =>
        resolve(error?.message ?? "no error"),
      );
    });
    client.close();
    return failed;
  };

  test("a client without a common version is drawn and diagnosed", async () => {
    const { address } = await untrusted({ minVersion: "TLSv1.3" });
    const { port, child, ended, out } = await relay(address);
    expect(await failedCall(port, { maxVersion: "TLSv1.2" })).toMatch(/^14 UNAVAILABLE/);
    child.kill("SIGINT");
    const { code, stdout } = await ended;
    expect(code).toBe(1);
    expect(stdout.toString()).toMatch(/◀─+ Alert: 70/);
    const diagnosis = JSON.parse(readFileSync(join(out, "diagnosis.json"), "utf8")) as Diagnosis;
    expect(diagnosis.causes[0]).toMatchObject({ code: "no-common-version", decided: true });
  });

  test("with the secrets of the server, a client that leaves without an alert is no decided cause", async () => {
    const { address, keyLog } = await untrusted();
    const { port, child, ended } = await relay(address, ["--key-log", keyLog, "--json"]);
    expect(await failedCall(port)).toMatch(/self-signed certificate/);
    child.kill("SIGINT");
    const { code, stdout } = await ended;
    const diagnosis = JSON.parse(stdout.toString()) as Diagnosis;
    expect(code).toBe(1);
    expect(diagnosis).toMatchObject({
      determinable: false,
      causes: [{ code: "closed-before-preface", decided: false }],
    });
  });

  test("nobody there is connection-refused, as JSON", async () => {
    const free = createServer();
    const gone = await portOf(free);
    free.close();
    const { port, child, ended } = await relay(`127.0.0.1:${gone}`);
    const client = connect({ host: "127.0.0.1", port });
    await once(client, "error");
    child.kill("SIGINT");
    const { code, stdout } = await ended;
    expect(code).toBe(1);
    expect(stdout.toString()).toMatch(/connection-refused/);
  });

  test("an address that is taken is misuse", async () => {
    const port = await portOf(createServer());
    const argv = ["tap", "--listen", `127.0.0.1:${port}`, "--to", "127.0.0.1:9"];
    const { code, stderr } = await run([process.execPath, cli, ...argv]);
    expect({ code, stderr: stderr.toString() }).toEqual({
      code: 2,
      stderr: `matrix: cannot listen on 127.0.0.1:${port} (EADDRINUSE); name an address of this machine that is free\n`,
    });
  });
});
