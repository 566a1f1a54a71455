import { once } from "node:events";
import * as http2 from "node:http2";
import { type AddressInfo, connect as connectTcp } from "node:net";
import { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";
import { onTestFinished } from "vitest";
import { type GrpcAnswer, grpcSession } from "../../run/dial/grpc-session.ts";
import type { Endpoint } from "../../run/observe/tap.ts";
import { makeAuthority, soundShape } from "../../run/pki/authority.ts";
import { makeKeyPair } from "../../run/pki/key-pair.ts";
import { KeyLogReader } from "../../wire/key-log.ts";
import { protobufFields } from "../../wire/protobuf-fields.ts";
import { bytesField } from "../../wire/protobuf-message.ts";

export type KvTransport = "clear" | "TLSv1.2" | "TLSv1.3";

const authority = await makeAuthority("authority");
const keys = await makeKeyPair("p256");
const identity = {
  key: keys.privateKey,
  cert: authority.issue(keys.publicKey, soundShape("leaf")),
};

const framed = (message: Uint8Array): Buffer => {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
};

const bytes = (value: unknown): Buffer =>
  value instanceof Uint8Array ? Buffer.from(value) : Buffer.alloc(0);

/** `proto.KV` in memory, for as long as the test; every other method is UNIMPLEMENTED. */
export const kvServer = async (transport: KvTransport): Promise<Endpoint> => {
  const values = new Map<string, Buffer>();
  const answer = (path: string | undefined, request: Buffer): [status: number, message: Buffer] => {
    if (path !== "/proto.KV/Put" && path !== "/proto.KV/Get") return [12, Buffer.alloc(0)];
    const fields = protobufFields(request.subarray(5));
    const key = bytes(fields.get(1)).toString();
    if (path === "/proto.KV/Get") {
      const value = values.get(key);
      return value ? [0, bytesField(1, value)] : [5, Buffer.alloc(0)];
    }
    values.set(key, bytes(fields.get(2)));
    return [0, Buffer.alloc(0)];
  };
  const server =
    transport === "clear"
      ? http2.createServer()
      : http2.createSecureServer({ ...identity, minVersion: transport, maxVersion: transport });
  server.on("stream", (stream, headers) => {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("error", () => {});
    stream.on("end", () => {
      const [status, message] = answer(headers[":path"], Buffer.concat(chunks));
      stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": `${status}` }));
      stream.respond(
        { ":status": 200, "content-type": "application/grpc" },
        { waitForTrailers: true },
      );
      stream.end(status === 0 ? framed(message) : undefined);
    });
  });
  const sessions: http2.Http2Session[] = [];
  server.on("session", (session: http2.Http2Session) => {
    sessions.push(session);
    session.on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const session of sessions) session.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { network: "tcp", address: `127.0.0.1:${port}` };
};

/** A client of it on a connection of its own, for as long as the test. */
export const kvClient = async ({ address }: Endpoint, transport: KvTransport) => {
  const keyLog = new KeyLogReader();
  const port = Number(address.split(":").at(-1));
  const socket =
    transport === "clear"
      ? connectTcp({ host: "127.0.0.1", port })
      : connectTls({ host: "127.0.0.1", port, ALPNProtocols: ["h2"], rejectUnauthorized: false });
  socket.on("keylog", (line: Buffer) => keyLog.append(line.toString("latin1")));
  const scheme = transport === "clear" ? "http" : "https";
  const session = grpcSession(
    Duplex.from({ readable: socket, writable: socket }),
    scheme,
    "localhost",
  );
  onTestFinished(() => {
    session.close();
    socket.destroy();
  });
  const call = (path: string, message: Uint8Array): Promise<GrpcAnswer> =>
    session.call(path, message, 20_000);
  return {
    keyLog,
    call,
    put: (key: string, value: Uint8Array) =>
      call("/proto.KV/Put", Buffer.concat([bytesField(1, Buffer.from(key)), bytesField(2, value)])),
    get: (key: string) => call("/proto.KV/Get", bytesField(1, Buffer.from(key))),
  };
};

export type KvClient = Awaited<ReturnType<typeof kvClient>>;
