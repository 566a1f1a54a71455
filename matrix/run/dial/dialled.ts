import { connect as connectTcp, type Socket } from "node:net";
import { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";
import { addressOf, type Endpoint } from "../observe/tap.ts";
import { type GrpcSession, grpcSession } from "./grpc-session.ts";

/** How the orchestrator dials a listener; a credential is PEM. */
export type Dialling = Readonly<
  | { kind: "plaintext" }
  | {
      kind: "tls";
      serverName: string;
      credential: Readonly<{ certificate: string; key: string }> | null;
    }
>;

/** A connection on which the orchestrator makes calls itself. The caller closes the session and destroys the socket. */
export const dialled = (
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
