/** A gRPC server of the orchestrator's own, which answers a client under test as a check wants it. */
import { readFile } from "node:fs/promises";
import {
  createSecureServer,
  createServer,
  type Http2Server,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import { grpcStatusNames } from "../../domain/grpc-status.ts";
import { Eventual } from "../../limits/eventual.ts";
import { listening } from "../../limits/listening.ts";
import type { Endpoint } from "../../run/observe/tap.ts";
import { framed, framedIn } from "../grpc-frames.ts";

export type PeerCall = Readonly<{
  path: string;
  message: Buffer;
  /** Which connection it came on, counted from 0. */
  connection: number;
}>;

export type PeerAnswer = Readonly<{
  status: (typeof grpcStatusNames)[number];
  /** grpc-message of a status other than OK. */
  text?: string;
  message?: Uint8Array;
  /** Trailer fields; the values of those that end in `-bin` in base64. */
  trailers?: Readonly<Record<string, string>>;
}>;

/** `held`: the call stays without an answer. */
export type PeerReply = PeerAnswer | Eventual<PeerAnswer> | "held";

type PeerTls = Readonly<{
  certificate: string;
  key: string;
  asksForCertificate: boolean;
}>;

export type Peer = Readonly<{
  endpoint: Endpoint;
  /** In the order in which they came. */
  calls: readonly PeerCall[];
  /** How many connections spoke HTTP/2. */
  connections(): number;
  /** When no connection is open any more. */
  allClosed(): Eventual<void>;
  /** DER of the certificate that the client of the latest connection presented; null if it did not. */
  clientCertificate(): Buffer | null;
  /** Of the TLS handshakes, in lower-case hexadecimal. */
  clientRandoms(): readonly string[];
  close(): void;
}>;

export type PeerOptions = Readonly<{
  /** null serves in the clear. */
  tls?: PeerTls | null;
  answer(call: PeerCall): PeerReply;
  /** Told each message of a call as it comes, for calls whose client goes on sending. */
  onMessage?(path: string, message: Buffer): void;
}>;

export const openPeer = async ({
  tls = null,
  answer,
  onMessage = () => {},
}: PeerOptions): Promise<Peer> => {
  const calls: PeerCall[] = [];
  const sessions = new Map<ServerHttp2Session, number>();
  const open = new Set<ServerHttp2Session>();
  const waiting: (() => void)[] = [];
  const randoms = new Set<string>();
  let latest: Buffer | null = null;
  const server: Http2Server = tls
    ? createSecureServer({
        cert: await readFile(tls.certificate),
        key: await readFile(tls.key),
        requestCert: tls.asksForCertificate,
        rejectUnauthorized: false,
      })
    : createServer();
  server.on("session", (session) => {
    sessions.set(session, sessions.size);
    open.add(session);
    if (tls) latest = (session.socket as TLSSocket).getPeerCertificate()?.raw ?? null;
    session.on("error", () => {});
    session.on("close", () => {
      open.delete(session);
      if (open.size === 0) for (const settle of waiting.splice(0)) settle();
    });
  });
  server.on("stream", (stream, headers) => {
    const path = headers[":path"] ?? "";
    const connection = stream.session
      ? (sessions.get(stream.session as ServerHttp2Session) ?? 0)
      : 0;
    const chunks: Buffer[] = [];
    stream.on("error", () => {});
    stream.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      const [message] = framedIn(Buffer.concat(chunks));
      if (message) onMessage(path, message.bytes);
    });
    stream.on("end", () => {
      const [first] = framedIn(Buffer.concat(chunks));
      const message = first?.bytes ?? Buffer.alloc(0);
      const call: PeerCall = { path, message, connection };
      calls.push(call);
      const reply = answer(call);
      if (reply === "held") return;
      if (reply instanceof Eventual) reply.notify((later) => respond(stream, later));
      else respond(stream, reply);
    });
  });
  // Of what is no TLS, or breaks it: the check looks at what came.
  server.on("sessionError", () => {});
  server.on("tlsClientError", () => {});
  server.on("keylog", (line: Buffer) => {
    const random = line.toString("latin1").split(" ")[1];
    if (random !== undefined) randoms.add(random.toLowerCase());
  });
  await listening(server, { host: "127.0.0.1", port: 0 });
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: { network: "tcp", address: `127.0.0.1:${port}` },
    calls,
    connections: () => sessions.size,
    allClosed: () =>
      Eventual.when((settle) => {
        if (open.size === 0) settle();
        else waiting.push(settle);
      }),
    clientCertificate: () => latest,
    clientRandoms: () => [...randoms],
    close: () => {
      server.close();
      for (const session of open) session.destroy();
    },
  };
};

const contentType = { ":status": 200, "content-type": "application/grpc" } as const;

const respond = (stream: ServerHttp2Stream, answer: PeerAnswer): void => {
  if (stream.destroyed || stream.closed) return;
  const { status, text, message = Buffer.alloc(0), trailers = {} } = answer;
  const fields = {
    "grpc-status": `${grpcStatusNames.indexOf(status)}`,
    ...(text !== undefined && { "grpc-message": encodeURIComponent(text) }),
    ...trailers,
  };
  if (status !== "OK") {
    stream.respond({ ...contentType, ...fields }, { endStream: true });
    return;
  }
  stream.on("wantTrailers", () => stream.sendTrailers(fields));
  stream.respond(contentType, { waitForTrailers: true });
  stream.end(framed(message));
};
