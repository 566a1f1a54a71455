import { createHash } from "node:crypto";
import type { CallReport, PlainCall } from "../../domain/prove.ts";
import type { TlsFacts } from "../../domain/wire-facts.ts";
import { Malformed } from "../../wire/byte-reader.ts";
import { readGrpcCalls, type WireCall } from "../../wire/grpc-calls.ts";
import { joinedKeyLogs, type KeyLog } from "../../wire/key-log.ts";
import { type FieldValue, protobufFields } from "../../wire/protobuf-fields.ts";
import type { TappedConnection } from "../observe/tap.ts";
import { bytesOf } from "./steps.ts";

/** What the wire shows of a client's calls. */
export type WireWitness = Readonly<{
  shows(call: PlainCall, report: CallReport): boolean;
  /** Whether a call of the same path and end went out of which a message is compressed, so that it may be this one. */
  conceals(call: PlainCall, report: CallReport): boolean;
  /** Whether a call of this path was answered with OK. */
  showsAnswered(path: string): boolean;
  /** Whether a call of this method went out, however it ended. */
  showsBegun(method: KnownCall): boolean;
  /**
   * What of the connections could be read: `part` is all that was recorded of them, in order; `some` is not even that, for
   * want of secrets or because it is no gRPC.
   */
  read: "all" | "part" | "some";
  /** What TLS said meanwhile, for each connection that spoke it. */
  tls: ReadonlyMap<TappedConnection, TlsFacts>;
}>;

/**
 * Reads the calls of connections as far as they were recorded and can be decrypted.
 *
 * @param keyLogs - of either side; one that has other secrets than those of the connection hides nothing that another opens.
 */
export const wireWitness = (
  connections: readonly TappedConnection[],
  keyLogs: readonly KeyLog[],
): WireWitness => {
  const remembered = keyLogs.map(rememberedKeyLog);
  const read = connections.map((connection) => {
    const { client, server } = connection;
    const bytes = { client: client.bytes(), server: server.bytes() };
    const readWith = (secrets: KeyLog) => readGrpcCalls({ ...bytes, secrets });
    const joined = readWith(joinedKeyLogs(remembered));
    const best = joined.complete
      ? joined
      : remembered.map(readWith).find(({ complete }) => complete);
    return { connection, ...(best ?? joined), isWhole: client.isWhole && server.isWhole };
  });
  const seen = read.flatMap(({ calls }) => calls).flatMap(messagesOf);
  const isRead = read.every(({ complete }) => complete);
  return {
    shows: (call, report) => seen.some((one) => isCall(one, call, report)),
    conceals: (call, { status }) =>
      read.some(({ calls }) =>
        calls.some((one) => one.isCompressed && one.path === pathOf(call) && one.status === status),
      ),
    showsAnswered: (path) =>
      read.some(({ calls }) => calls.some((call) => call.path === path && call.status === "OK")),
    showsBegun: (method) =>
      read.some(({ calls }) => calls.some(({ path }) => path === paths[method])),
    read: !isRead ? "some" : read.every(({ isWhole }) => isWhole) ? "all" : "part",
    tls: new Map(read.flatMap(({ connection, tls }) => (tls ? [[connection, tls]] : []))),
  };
};

/** What a client has answered for was written before: a file need not be looked at again for each record. */
const rememberedKeyLog = (log: KeyLog): KeyLog => {
  const known = new Map<string, ReturnType<KeyLog["get"]>>();
  return {
    get: (clientRandom) => {
      if (!known.has(clientRandom)) known.set(clientRandom, log.get(clientRandom));
      return known.get(clientRandom);
    },
  };
};

type CallMessages = Readonly<{
  path: string;
  status: string | null;
  request: Message;
  response: Message;
}>;

type Message = Readonly<{ bytes: Buffer; fields: Fields }>;

type Fields = ReadonlyMap<number, FieldValue>;

/** None of a call whose messages are no messages. */
const messagesOf = ({ path, status, request, response }: WireCall): readonly CallMessages[] => {
  const [asked, answered] = [messageOf(request), messageOf(response)];
  return asked && answered ? [{ path, status, request: asked, response: answered }] : [];
};

const messageOf = (message: Uint8Array | null): Message | null => {
  const bytes = Buffer.from(message ?? []);
  try {
    return { bytes, fields: protobufFields(bytes) };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return null;
  }
};

/** Whether a call on the wire is the one that was claimed; numbers of fields are those of proto/. */
const isCall = (
  { path, status, request: asked, response: answered }: CallMessages,
  call: PlainCall,
  report: CallReport,
): boolean => {
  const [request, response] = [asked.fields, answered.fields];
  if (path !== pathOf(call) || status !== report.status) return false;
  switch (call.call) {
    case "put":
      return text(request.get(1)) === call.key && bytes(request.get(2)).equals(bytesOf(call.value));
    case "get":
      return (
        text(request.get(1)) === call.key &&
        (status !== "OK" || sha256(bytes(response.get(1))) === report.value?.sha256)
      );
    case "health":
      return (
        text(request.get(1)) === call.service &&
        (status !== "OK" || response.get(1) === serving[report.serving ?? ""])
      );
    case "unary":
      return (
        asked.bytes.equals(bytesOf(call.value)) &&
        (status !== "OK" || sha256(answered.bytes) === report.value?.sha256)
      );
    case "broker":
      return (
        bytes(request.get(2)).toString("base64") === call.nonce &&
        (status !== "OK" || sha256(bytes(response.get(1))) === report.value?.sha256)
      );
    case "shutdown":
      return true;
  }
};

/** Calls of services that both sides have. */
type KnownCall = Exclude<PlainCall["call"], "unary">;

const pathOf = (call: PlainCall): string => (call.call === "unary" ? call.path : paths[call.call]);

const paths: Readonly<Record<KnownCall, string>> = {
  put: "/proto.KV/Put",
  get: "/proto.KV/Get",
  health: "/grpc.health.v1.Health/Check",
  broker: "/handshakematrix.v1.BrokerProof/CallHost",
  shutdown: "/plugin.GRPCController/Shutdown",
};

/** HealthCheckResponse.ServingStatus of grpc/health/v1/health.proto; its zero is not written. */
const serving: Readonly<Record<string, bigint>> = {
  SERVING: 1n,
  NOT_SERVING: 2n,
  SERVICE_UNKNOWN: 3n,
};

/** A field that is absent has its type's zero. */
const bytes = (value: FieldValue | undefined): Buffer =>
  value instanceof Uint8Array ? Buffer.from(value) : Buffer.alloc(0);

const text = (value: FieldValue | undefined): string => bytes(value).toString("utf8");

const sha256 = (value: Buffer): string => createHash("sha256").update(value).digest("hex");
