import { once } from "node:events";
import * as http2 from "node:http2";
import { type AddressInfo, connect, type Socket } from "node:net";
import { connect as connectTls, TLSSocket } from "node:tls";
import { expect, test } from "vitest";
import type { Http2Facts } from "../domain/http2-facts.ts";
import type { WireMessage } from "../domain/wire-message.ts";
import { makeAuthority, soundShape } from "../run/pki/authority.ts";
import { makeKeyPair } from "../run/pki/key-pair.ts";
import { headerBlock } from "../tooling/test/http2.ts";
import { tapTo } from "../tooling/test/sockets.ts";
import { payloadFreeDisclosure } from "./disclosure.ts";
import { noHttp2 } from "./http2-reading.ts";
import { KeyLogReader } from "./key-log.ts";
import { type ConnectionBytes, readConnection } from "./read-connection.ts";
import { tlsRecords } from "./tls-records.ts";

const authority = await makeAuthority("authority");
const keys = await makeKeyPair("p384");
const identity = {
  key: keys.privateKey,
  cert: authority.issue(keys.publicKey, soundShape("leaf")),
};

/** More than a record and a frame hold. */
const longBody = Buffer.alloc(40_000, "a");

type Transport = "clear" | "TLSv1.2" | "TLSv1.3";

/** A call that is refused as gRPC does it, and a GOAWAY, between Node's own ends through the tap. */
const recorded = async (transport: Transport): Promise<ConnectionBytes> => {
  const answered = (stream: http2.ServerHttp2Stream) => {
    const { session } = stream;
    stream.on("wantTrailers", () => {
      stream.sendTrailers({ "grpc-status": "12", "grpc-message": "unknown service %0aproto.KV" });
    });
    stream.on("end", () => {
      stream.respond(
        { ":status": 200, "content-type": "application/grpc", server: "test" },
        { waitForTrailers: true },
      );
      stream.end("answer");
      stream.on("close", () => session?.goaway(11, 1, Buffer.from("too_many_pings")));
    });
    stream.resume();
  };
  const version =
    transport === "clear" ? {} : ({ minVersion: transport, maxVersion: transport } as const);
  const server =
    transport === "clear"
      ? http2.createServer()
      : http2.createSecureServer({ ...identity, ...version });
  server.on("stream", answered);
  const sessions: http2.Http2Session[] = [];
  server.on("session", (session: http2.Http2Session) => {
    sessions.push(session);
    session.on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const tap = await tapTo({ network: "tcp", address: `127.0.0.1:${port}` });
  const secrets = new KeyLogReader();
  const [host = "", tapPort] = tap.endpoint.address.split(":");
  const address = { host, port: Number(tapPort) };
  const socket: Socket =
    transport === "clear"
      ? connect(address)
      : connectTls({
          ...address,
          ...version,
          ca: authority.certificate,
          servername: "localhost",
          ALPNProtocols: ["h2"],
        });
  const client = http2.connect("http://kv.example", { createConnection: () => socket });
  client.on("error", () => {});
  if (socket instanceof TLSSocket) {
    socket.on("keylog", (line: Buffer) => secrets.append(line.toString()));
  }
  const call = client.request({
    ":method": "POST",
    ":path": "/proto.KV/Put",
    "content-type": "application/grpc",
    "x-long": "b".repeat(20_000),
  });
  call.on("error", () => {});
  call.resume();
  call.end(longBody);
  await new Promise((resolve) => client.once("close", resolve));
  for (const session of sessions) session.destroy();
  await tap.settled(2000);
  server.close();
  const [connection] = tap.connections;
  if (!connection) throw new Error("nothing was recorded");
  return { client: connection.client.bytes(), server: connection.server.bytes(), secrets };
};

const facts: Http2Facts = {
  preface: true,
  client: {
    ...noHttp2,
    frames: ["DATA", "DATA", "DATA", "HEADERS", "SETTINGS", "SETTINGS"],
    // Node's client answers a GOAWAY with its own.
    goaway: { code: "NO_ERROR", lastStream: 0, debugData: "" },
    headers: [
      headerBlock({
        method: "POST",
        path: "/proto.KV/Put",
        authority: "kv.example:80",
        contentType: "application/grpc",
      }),
    ],
  },
  server: {
    ...noHttp2,
    frames: [
      "DATA",
      "GOAWAY",
      "HEADERS",
      "HEADERS",
      "SETTINGS",
      "SETTINGS",
      "WINDOW_UPDATE",
      "WINDOW_UPDATE",
    ],
    goaway: { code: "ENHANCE_YOUR_CALM", lastStream: 1, debugData: "too_many_pings" },
    headers: [
      headerBlock({ status: "200", contentType: "application/grpc", server: "test" }),
      headerBlock({
        grpcStatus: "UNIMPLEMENTED",
        grpcMessage: "unknown service \\x0aproto.KV",
      }),
    ],
  },
};

/** Acknowledgements come when they come: frames sorted by their names, each side's list cut at its GOAWAY. */
const inOrderOfNames = (http2: Http2Facts | null) =>
  http2 && {
    ...http2,
    client: { ...http2.client, frames: http2.client.frames.slice(0, 6).toSorted() },
    server: { ...http2.server, frames: http2.server.frames.slice(0, 8).toSorted() },
  };

test.for(["clear", "TLSv1.3", "TLSv1.2"] as const)("a refused call, %s", async (transport) => {
  const bytes = await recorded(transport);
  const read = readConnection(bytes, "everything");
  const { grpc, ...plain } = inOrderOfNames(read.http2) ?? {};
  expect(plain).toEqual(facts);
  expect(grpc).toMatchObject({
    requests: [{ path: "/proto.KV/Put", messages: [{ flag: 97, received: 39_995 }] }],
    // "answer", of which the first five bytes are read as a prefix.
    replies: [{ grpcStatus: "12", messages: [{ received: 1 }], ended: true, malformed: null }],
  });
  const withoutPayload = readConnection(bytes, "everything", payloadFreeDisclosure);
  expect(withoutPayload.http2?.grpc).toBeUndefined();
  expect(read.tls?.malformed ?? null).toBeNull();
  const { http2, messages, ...handshake } = readConnection(bytes, "handshake");
  expect({ http2, messages }).toEqual({ http2: null, messages: [] });
  const { http2: _, messages: __, ...rest } = read;
  expect(rest).toEqual(handshake);
});

test.for([
  [
    "TLSv1.3",
    [
      "client ClientHello clear: TLS 1.3; h2; SNI localhost",
      "client ChangeCipherSpec clear: ",
      "client Finished decrypted: ",
      "client HTTP/2 preface decrypted: ",
    ],
    [
      "server ServerHello clear: TLS 1.3, TLS_AES_256_GCM_SHA384, X25519MLKEM768",
      "server ChangeCipherSpec clear: ",
      "server EncryptedExtensions decrypted: h2",
      "server Certificate decrypted: leaf p384, chain of 1",
      "server CertificateVerify decrypted: ecdsa_secp384r1_sha384",
      "server Finished decrypted: ",
      "server NewSessionTicket decrypted: ",
    ],
  ],
  [
    "TLSv1.2",
    [
      "client ClientHello clear: TLS 1.2; h2; SNI localhost",
      "client ClientKeyExchange clear: ",
      "client ChangeCipherSpec clear: ",
      "client Finished decrypted: ",
      "client HTTP/2 preface decrypted: ",
    ],
    [
      "server ServerHello clear: TLS 1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
      "server Certificate clear: leaf p384, chain of 1",
      "server ServerKeyExchange clear: x25519, ecdsa_secp256r1_sha256",
      "server ServerHelloDone clear: ",
      "server NewSessionTicket clear: ",
      "server ChangeCipherSpec clear: ",
      "server Finished decrypted: ",
    ],
  ],
] as const)("the messages in their order, %s", async ([transport, client, server]) => {
  const bytes = await recorded(transport);
  const { messages } = readConnection(bytes, "everything");
  const sent = (from: "client" | "server") => messages.filter((message) => message.from === from);
  const text = ({ from, name, seen, detail }: WireMessage) => `${from} ${name} ${seen}: ${detail}`;
  expect(sent("client").slice(0, client.length).map(text)).toEqual(client);
  expect(sent("server").slice(0, server.length).map(text)).toEqual(server);
  expect(sent("server").map(text)).toContain(
    "server GOAWAY decrypted: ENHANCE_YOUR_CALM too_many_pings",
  );
  for (const from of ["client", "server"] as const) {
    const ends = sent(from).map(({ endsAt }) => endsAt);
    const recordEnds = new Set(tlsRecords(bytes[from]).records.map(({ endsAt }) => endsAt));
    expect(ends).toEqual(ends.toSorted((one, other) => one - other));
    expect(ends.filter((endsAt) => !recordEnds.has(endsAt))).toEqual([]);
  }
});

test("without secrets the messages say what the records' types say", async () => {
  const { client, server } = await recorded("TLSv1.3");
  const { http2, messages } = readConnection({ client, server }, "everything");
  expect(http2).toBeNull();
  expect(
    messages
      .filter(({ from }) => from === "client")
      .slice(0, 4)
      .map(({ name, seen }) => `${name} ${seen}`),
  ).toEqual([
    "ClientHello clear",
    "ChangeCipherSpec clear",
    "application data encrypted",
    "application data encrypted",
  ]);
});
