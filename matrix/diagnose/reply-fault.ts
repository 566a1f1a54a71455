import type { KnownCause } from "../domain/cause.ts";
import type { HalfStream, PrefixedMessage } from "../domain/grpc-facts.ts";
import { grpcStatusNamed } from "../domain/grpc-status.ts";
import type { Http2Facts } from "../domain/http2-facts.ts";
import type { ReplyRules } from "../knowledge/client-stack.ts";
import { clientStacks } from "../knowledge/stacks.ts";
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
    | "grpc-status-malformed"
    | "header-list-too-large"
    | "http-status-from-intermediary"
    | "http2-violation"
    | "message-not-parsable"
    | "response-cardinality-violation"
  >;
  stream: number;
  /** What is wrong, a part of a sentence. */
  what: string;
  /** `some`: stacks differ. */
  refusedBy: "every client" | "some";
}>;

/** What gRPC's libraries allow a received message by default, in bytes (gRPC core: GRPC_DEFAULT_MAX_RECV_MESSAGE_LENGTH). */
export const ordinaryLimit = 4 * 1024 * 1024;

/** As strict as some client is in each respect; no client is so in all of them. */
const strictest: ReplyRules = {
  contentType: "gRPC's own",
  encodings: [],
  // grpc-java, gRPC core for some calls, and grpc-js.
  headers: { ...clientStacks.java.reply.headers, ...clientStacks.node.reply.headers },
  messages: [],
  cutOff: "refused",
  interim: "taken for the reply",
  padding: "refused",
};

/**
 * The first fault of each reply of a connection; empty where nobody could read them.
 *
 * @param rules - whose way of taking replies counts.
 */
export const replyFaults = (
  { grpc }: Http2Facts,
  rules: ReplyRules = strictest,
): readonly ReplyFault[] =>
  (grpc?.replies ?? []).flatMap((reply) => {
    const request = grpc?.requests.find(({ stream }) => stream === reply.stream);
    for (const check of checks) {
      const fault = check(reply, request, rules);
      if (fault) return [{ refusedBy: "every client", ...fault, stream: reply.stream }];
    }
    return [];
  });

type Found = Omit<ReplyFault, "stream" | "refusedBy"> & Partial<Pick<ReplyFault, "refusedBy">>;
type Check = (
  reply: HalfStream,
  request: HalfStream | undefined,
  rules: ReplyRules,
) => Found | null;

const malformed: Check = ({ malformed: what }) =>
  what === null ? null : { code: "malformed-response", what };

/** A page, and what has an HTTP status of its own, is no reply of gRPC's: other causes have it. */
const isReply = ({ status, contentType }: HalfStream) => status === "200" && isGrpc(contentType);

const headerList: Check = ({ headerListSize: size, headerParts }, _request, { headers }) => {
  const { fields = 0, longest = 0, continuations = 0 } = headerParts ?? {};
  const over: readonly (readonly [number, number | undefined, string])[] = [
    [size, headers.listBytes, `headers of ${size} bytes`],
    [longest, headers.fieldBytes, `a header of ${longest} bytes`],
    [fields, headers.fields, `${fields} headers`],
    [continuations, headers.continuations, `headers in ${continuations + 1} frames`],
  ];
  const what = over.find(([is, limit]) => limit !== undefined && is > limit)?.[2];
  return what === undefined ? null : { code: "header-list-too-large", what, refusedBy: "some" };
};

/** An answer of gRPC-Web without a message may be an error of gRPC-Web's own: its status stands in the headers then. */
const isOfGrpcWeb = ({ contentType: type, messages }: HalfStream): boolean =>
  isGrpcWeb(type) && messages.length === 0;

const contentType: Check = (reply, _request, rules) => {
  const { status, contentType: type, grpcStatus } = reply;
  if (rules.contentType === "any" || isOfGrpcWeb(reply)) return null;
  return status === "200" && grpcStatus !== null && !isGrpc(type)
    ? {
        code: "content-type-not-grpc",
        what: type === null ? "no content-type" : `content-type ${type}`,
        refusedBy: "some",
      }
    : null;
};

const framing: Check = (reply, _request, rules) => {
  if (!isReply(reply)) return null;
  const code = "message-framing-broken";
  const foreign = reply.messages.find(({ flag }) => flag > 1);
  if (foreign) {
    const words = prefixWords(foreign);
    return {
      code,
      what: `a message that begins with ${words}, where 0 or 1 and a length have to be`,
    };
  }
  const what = rules.cutOff === "refused" ? cutOff(reply) : null;
  return what === null ? null : { code, what, refusedBy: "some" };
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
const knownEncodings: ReadonlySet<string> = new Set(["gzip", "deflate", "snappy", "zstd"]);

const encoding: Check = (reply, request, { encodings }) => {
  if (!isReply(reply)) return null;
  const { encoding: name, messages } = reply;
  const compressed = messages.some(({ flag }) => flag === 1);
  const code = "message-encoding-unsupported";
  if (name === null || name === "identity") {
    return compressed ? { code, what: "a compressed message and no grpc-encoding" } : null;
  }
  const accepted = (request?.acceptEncoding ?? "").split(",").map((one) => one.trim());
  if (accepted.includes(name) || encodings.includes(name)) return null;
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

/** The details of a status (gRPC over HTTP/2, Responses). */
const statusDetails = "grpc-status-details-bin";

const status: Check = (reply) => {
  if (!isReply(reply)) return null;
  const { grpcStatus, ended, binary = [] } = reply;
  const code = "grpc-status-malformed";
  if (grpcStatus === null) {
    return ended ? { code: "grpc-status-missing", what: "no grpc-status" } : null;
  }
  if (grpcStatusNamed(grpcStatus) === undefined) {
    return { code, what: `grpc-status ${JSON.stringify(grpcStatus)}, which gRPC does not have` };
  }
  return binary.some(({ name, form }) => name === statusDetails && form !== "one")
    ? { code, what: `${statusDetails} that is no base64`, refusedBy: "some" }
    : null;
};

/** Methods that are known to be unary, with messages of protobuf: grpc.health.v1, and go-plugin's KV (proto/kv.proto). */
const knownMethods: ReadonlySet<string> = new Set([
  "/grpc.health.v1.Health/Check",
  "/proto.KV/Get",
  "/proto.KV/Put",
]);

const isKnownReply = (reply: HalfStream, request: HalfStream | undefined): boolean =>
  isReply(reply) && knownMethods.has(request?.path ?? "");

/** gRPC's status codes: a response that cannot be parsed is INTERNAL to the client. */
const form: Check = (reply, request) => {
  if (!isKnownReply(reply, request)) return null;
  const other = reply.messages.find((message) => message.form === "not protobuf");
  return other
    ? {
        code: "message-not-parsable",
        what: `a message of ${other.length} bytes that is no protobuf`,
      }
    : null;
};

/** gRPC's status codes: response cardinality violation. */
const cardinality: Check = (reply, request, rules) => {
  if (!isKnownReply(reply, request) || !reply.ended || reply.grpcStatus !== "0") return null;
  // One that was cut off, and that the client let pass, is none.
  const { length } = reply.messages.filter((one) => one.received === one.length);
  if (length === 1 || rules.messages.includes(length === 0 ? "none" : "several")) return null;
  const what = length === 0 ? "status OK and no message" : `${length} messages`;
  return { code: "response-cardinality-violation", what, refusedBy: "some" };
};

const interim: Check = (reply, _request, rules) =>
  rules.interim === "taken for the reply" && isReply(reply) && reply.interim !== undefined
    ? {
        code: "http-status-from-intermediary",
        what: `an interim answer before it (HTTP status ${reply.interim})`,
        refusedBy: "some",
      }
    : null;

const padding: Check = (reply, _request, rules) =>
  rules.padding === "refused" && isReply(reply) && reply.padded
    ? { code: "http2-violation", what: "frames with padding", refusedBy: "some" }
    : null;

/** The earlier explains the later. */
const checks: readonly Check[] = [
  malformed,
  headerList,
  contentType,
  framing,
  encoding,
  size,
  status,
  form,
  cardinality,
  interim,
  padding,
];
