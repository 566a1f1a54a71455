/** Asks the server itself what a client has put, where nobody can read on the wire what that was. */
import { connect as connectTcp, type Socket } from "node:net";
import { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";
import type { Value } from "../../domain/prove.ts";
import { Malformed } from "../../wire/byte-reader.ts";
import { protobufFields } from "../../wire/protobuf-fields.ts";
import { type GrpcSession, grpcSession } from "../dial/grpc-session.ts";
import { addressOf, type Endpoint } from "../observe/tap.ts";
import { HarnessFault } from "../supervise/worker.ts";
import type { Claim } from "./claims.ts";
import { bytesOf } from "./steps.ts";

/** How the orchestrator dials a listener; a credential is PEM. */
export type Dialling = Readonly<
  | { kind: "plaintext" }
  | {
      kind: "tls";
      serverName: string;
      credential: Readonly<{ certificate: string; key: string }> | null;
    }
>;

/** For the handshake, and for each call. */
const limitMs = 3000;

/**
 * @param claims - of a client; its puts are looked for, and of a key the last counts.
 * @throws HarnessFault if the server has another value, or none, or does not answer.
 */
export const readBack = async (
  client: string,
  claims: readonly Claim[],
  endpoint: Endpoint,
  dialling: Dialling,
): Promise<void> => {
  const puts = new Map(
    claims.flatMap(({ call }): [string, Value][] =>
      call.call === "put" ? [[call.key, call.value]] : [],
    ),
  );
  if (puts.size === 0) return;
  const { session, socket } = dialled(endpoint, dialling);
  try {
    // One after the other: a client that lies in one lies in the first.
    for (const [key, value] of puts) {
      const found = await stored(session, key);
      const differs = found instanceof Uint8Array ? !bytesOf(value).equals(found) : true;
      if (!differs) continue;
      const answer = found instanceof Uint8Array ? "another value" : found;
      throw new HarnessFault(
        `client ${client} reports that it put ${key}, and the server answered the orchestrator's own get with ${answer} (CONTRACT.md, "prove")`,
      );
    }
  } finally {
    session.close();
    socket.destroy();
  }
};

/** The value, or how the call ended without one. */
const stored = async (session: GrpcSession, key: string): Promise<Uint8Array | string> => {
  const { status, message, received } = await session.call(
    "/proto.KV/Get",
    getRequest(key),
    limitMs,
  );
  if (status !== "OK") return message === "" ? status : `${status} (${message})`;
  try {
    const value = protobufFields(received ?? new Uint8Array(0)).get(1) ?? new Uint8Array(0);
    return value instanceof Uint8Array ? value : "a value that is no bytes";
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return "what is no message";
  }
};

/** GetRequest of proto/kv.proto; a key has less than 128 bytes. */
const getRequest = (key: string): Uint8Array => {
  const bytes = Buffer.from(key);
  return Buffer.concat([Buffer.from([0x0a, bytes.length]), bytes]);
};

const dialled = (
  endpoint: Endpoint,
  dialling: Dialling,
): Readonly<{ session: GrpcSession; socket: Socket }> => {
  if (dialling.kind === "plaintext") {
    const socket = connectTcp({ ...addressOf(endpoint), noDelay: true });
    return { session: grpcSession(socket, "http", "localhost"), socket };
  }
  const { serverName, credential } = dialling;
  const socket = connectTls({
    // The cell's own certificate may have a key that OpenSSL finds too weak.
    ciphers: "DEFAULT:@SECLEVEL=0",
    ...addressOf(endpoint),
    ...(credential && { cert: credential.certificate, key: credential.key }),
    servername: serverName,
    ALPNProtocols: ["h2"],
    // Whether the server's certificate is right is the proof's business.
    rejectUnauthorized: false,
  });
  // node:http2 takes no TLS socket without ALPN, which is known after the handshake: it is shown the stream inside.
  const stream = Duplex.from({ readable: socket, writable: socket });
  return { session: grpcSession(stream, "https", serverName), socket };
};
