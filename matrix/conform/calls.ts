import { readFile } from "node:fs/promises";
import { type Dialling, dialled } from "../run/dial/dialled.ts";
import type { GrpcAnswer, GrpcSession } from "../run/dial/grpc-session.ts";
import type { Endpoint } from "../run/observe/tap.ts";
import { serverName } from "../run/pki/server-name.ts";

/** For the handshake and each call: what answers at all answers in some milliseconds. */
export const callLimitMs = 5000;

export const plaintext: Dialling = { kind: "plaintext" };

type Files = Readonly<{ certificate: string; key: string }>;

/** @param credential - its files; null presents no certificate. */
export const overTls = async (credential: Files | null): Promise<Dialling> => ({
  kind: "tls",
  serverName,
  credential: credential && {
    certificate: await readFile(credential.certificate, "utf8"),
    key: await readFile(credential.key, "utf8"),
  },
});

/** Calls on one connection. */
export const withSession = async <T>(
  endpoint: Endpoint,
  dialling: Dialling,
  use: (session: GrpcSession) => Promise<T>,
): Promise<T> => {
  const { session, socket } = dialled(endpoint, dialling);
  try {
    return await use(session);
  } finally {
    session.close();
    socket.destroy();
  }
};

/** One call on a connection of its own. */
export const callOnce = (
  endpoint: Endpoint,
  dialling: Dialling,
  path: string,
  message: Uint8Array,
  limitMs = callLimitMs,
): Promise<GrpcAnswer> =>
  withSession(endpoint, dialling, (session) => session.call(path, message, limitMs));

/** `NOT_FOUND (no value for key k)`. */
export const shownAnswer = ({ status, message }: Pick<GrpcAnswer, "status" | "message">): string =>
  message === "" ? status : `${status} (${message})`;
