import type { KnownCause } from "../domain/cause.ts";
import type { HalfStream, PrefixedMessage } from "../domain/grpc-facts.ts";
import { grpcStatusNamed } from "../domain/grpc-status.ts";
import type { Http2Facts } from "../domain/http2-facts.ts";
import { isGrpc, isGrpcWeb } from "./content-type.ts";

/** Why gRPC's clients refuse a reply that came. */
export type ReplyFault = Readonly<{
  code: Extract<
    KnownCause,
    | "malformed-response"
    | "content-type-not-grpc"
    | "message-framing-broken"
    | "message-encoding-unsupported"
    | "message-too-large"
    | "grpc-status-missing"
  >;
  stream: number;
  /** What is wrong, a part of a sentence. */
  what: string;
  /** `some`: stacks differ. */
  refusedBy: "every client" | "some";
}>;

/** What gRPC's libraries allow a received message by default, in bytes (gRPC core: GRPC_DEFAULT_MAX_RECV_MESSAGE_LENGTH). */
export const ordinaryLimit = 4 * 1024 * 1024;

/** The first fault of each reply of a connection; empty where nobody could read them. */
export const replyFaults = ({ grpc }: Http2Facts): readonly ReplyFault[] =>
  (grpc?.replies ?? []).flatMap((reply) => {
    const request = grpc?.requests.find(({ stream }) => stream === reply.stream);
    for (const check of checks) {
      const fault = check(reply, request);
      if (fault) return [{ refusedBy: "every client", ...fault, stream: reply.stream }];
    }
    return [];
  });

type Found = Omit<ReplyFault, "stream" | "refusedBy"> & Partial<Pick<ReplyFault, "refusedBy">>;
type Check = (reply: HalfStream, request: HalfStream | undefined) => Found | null;

const malformed: Check = ({ malformed: what }) =>
  what === null ? null : { code: "malformed-response", what };

/** A page, and what has an HTTP status of its own, is no reply of gRPC's: other causes have it. */
const isReply = ({ status, contentType }: HalfStream) => status === "200" && isGrpc(contentType);

const contentType: Check = ({ status, contentType: type, grpcStatus }) =>
  status === "200" && grpcStatus !== null && !isGrpc(type) && !isGrpcWeb(type)
    ? {
        code: "content-type-not-grpc",
        what: type === null ? "no content-type" : `content-type ${type}`,
        refusedBy: "some",
      }
    : null;

const framing: Check = (reply) => {
  if (!isReply(reply)) return null;
  const foreign = reply.messages.find(({ flag }) => flag > 1);
  const what = foreign
    ? `a message that begins with ${prefixWords(foreign)}, where 0 or 1 and a length have to be`
    : cutOff(reply);
  return what === null ? null : { code: "message-framing-broken", what };
};

/** A message that a client can still be waiting for is cut off too, once the stream has ended. */
const cutOff = ({ messages, prefixBytes, ended }: HalfStream): string | null => {
  if (!ended) return null;
  const short = messages.find(({ length, received }) => received < length);
  if (short) return `a message of ${short.length} bytes, of which ${short.received} came`;
  return prefixBytes > 0 ? `${prefixBytes} of the 5 bytes that stand before a message` : null;
};

const prefixWords = ({ flag, length }: PrefixedMessage): string => {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt8(flag);
  prefix.writeUInt32BE(length, 1);
  const text = prefix.toString("latin1");
  return /^[ -~]+$/.test(text) ? JSON.stringify(text) : `the bytes ${prefix.toString("hex")}`;
};

/** Names of gRPC's compression.md, and others that stacks register. */
const knownEncodings: ReadonlySet<string> = new Set([
  "identity",
  "gzip",
  "deflate",
  "snappy",
  "zstd",
]);

const encoding: Check = (reply, request) => {
  if (!isReply(reply)) return null;
  const { encoding: name, messages } = reply;
  const compressed = messages.some(({ flag }) => flag === 1);
  const code = "message-encoding-unsupported";
  if (name === null || name === "identity") {
    return compressed ? { code, what: "a compressed message and no grpc-encoding" } : null;
  }
  const accepted = (request?.acceptEncoding ?? "").split(",").map((one) => one.trim());
  if (accepted.includes(name)) return null;
  if (compressed) {
    const some = knownEncodings.has(name);
    const what = `a message compressed with ${name}, which the call does not accept`;
    return { code, what, ...(some && { refusedBy: "some" }) };
  }
  return knownEncodings.has(name)
    ? null
    : { code, what: `grpc-encoding ${name}, which is not known`, refusedBy: "some" };
};

const size: Check = (reply) => {
  const large = isReply(reply) && reply.messages.find(({ length }) => length > ordinaryLimit);
  return large
    ? { code: "message-too-large", what: `a message of ${large.length} bytes`, refusedBy: "some" }
    : null;
};

const status: Check = (reply) => {
  if (!isReply(reply)) return null;
  const { grpcStatus, ended } = reply;
  const code = "grpc-status-missing";
  if (grpcStatus === null) return ended ? { code, what: "no grpc-status" } : null;
  return grpcStatusNamed(grpcStatus) === undefined
    ? { code, what: `grpc-status ${JSON.stringify(grpcStatus)}, which gRPC does not have` }
    : null;
};

/** The earlier explains the later. */
const checks: readonly Check[] = [malformed, contentType, framing, encoding, size, status];
