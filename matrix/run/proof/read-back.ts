/** Asks the server itself what a client has put, where nobody can read on the wire what that was. */
import type { Value } from "../../domain/prove.ts";
import { Malformed } from "../../wire/byte-reader.ts";
import { protobufFields } from "../../wire/protobuf-fields.ts";
import { bytesField } from "../../wire/protobuf-message.ts";
import { type Dialling, dialled } from "../dial/dialled.ts";
import type { GrpcSession } from "../dial/grpc-session.ts";
import type { Endpoint } from "../observe/tap.ts";
import { HarnessFault } from "../supervise/worker.ts";
import type { Claim } from "./claims.ts";
import { bytesOf } from "./steps.ts";

/** For the handshake, and for each call. */
const limitMs = 3000;

/**
 * @param claims - of a client; its puts are looked for, and of a key the last counts.
 * @returns `unseen` where the server's own answers cannot be read.
 * @throws HarnessFault if the server has another value, or none, or does not answer.
 */
export const readBack = async (
  client: string,
  claims: readonly Claim[],
  endpoint: Endpoint,
  dialling: Dialling,
): Promise<"read back" | "unseen"> => {
  const puts = new Map(
    claims.flatMap(({ call }): [string, Value][] =>
      call.call === "put" ? [[call.key, call.value]] : [],
    ),
  );
  if (puts.size === 0) return "unseen";
  const { session, socket } = dialled(endpoint, dialling);
  try {
    // One after the other: a client that lies in one lies in the first.
    for (const [key, value] of puts) {
      const found = await stored(session, key);
      if (found === null) return "unseen";
      const differs = found instanceof Uint8Array ? !bytesOf(value).equals(found) : true;
      if (!differs) continue;
      const answer = found instanceof Uint8Array ? "another value" : found;
      throw new HarnessFault(
        `client ${client} reports that it put ${key}, and the server answered the orchestrator's own get with ${answer} (CONTRACT.md, "prove")`,
      );
    }
    return "read back";
  } finally {
    session.close();
    socket.destroy();
  }
};

/** The value, or how the call ended without one; null where the answer is marked as compressed, which nobody asked for. */
const stored = async (session: GrpcSession, key: string): Promise<Uint8Array | string | null> => {
  const { status, message, received, isCompressed } = await session.call(
    "/proto.KV/Get",
    bytesField(1, Buffer.from(key)),
    limitMs,
  );
  if (status !== "OK") return message === "" ? status : `${status} (${message})`;
  if (isCompressed) return null;
  try {
    const value = protobufFields(received ?? new Uint8Array(0)).get(1) ?? new Uint8Array(0);
    return value instanceof Uint8Array ? value : "a value that is no bytes";
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return "what is no message";
  }
};
