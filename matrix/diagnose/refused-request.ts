import type { HalfStream } from "../domain/grpc-facts.ts";
import type { Http2Facts } from "../domain/http2-facts.ts";
import { factsIn } from "./said.ts";

/** A request that the server refused for itself, whatever its method does. */
export type RefusedRequest = Readonly<{
  request: HalfStream;
  /** How, a part of a sentence. */
  how: string;
  /** What the server said with it; empty where it said nothing. */
  said: string;
}>;

/** What libraries answer to a request that they cannot read; UNIMPLEMENTED stands for its encoding. */
const refusals: ReadonlySet<string> = new Set(["INTERNAL", "UNIMPLEMENTED"]);

/** What gRPC's core says of a frame that it could not read; that of 1.51 of header fields too, and closes with it. */
const unreadable = "Failed parsing HTTP/2";

/** Whether the server's own words, under whatever status, are about the request's form. */
const isOfForm = (said: string): boolean =>
  said.startsWith(unreadable) ||
  factsIn([said]).some(({ fact }) => fact.fact === "request-malformed");

/** Whether a server that refused a request did not say which of its fields it could not read. */
export const saysNoField = ({ said }: RefusedRequest): boolean => said.startsWith(unreadable);

/**
 * Whether the server's own words are about a message that it could not decode. Ruby's grpc answers UNKNOWN with the class of
 * any exception (grpc 1.51 src/ruby/lib/grpc/generic/rpc_desc.rb).
 */
const isOfMessage = (said: string): boolean => said.startsWith("Google::Protobuf::ParseError");

/** Every refused request of a connection, in the order of the streams; empty where nobody could read them. */
export const refusedRequests = (http2: Http2Facts): readonly RefusedRequest[] =>
  refusedFor(isOfForm, http2);

/** The same with those whose message alone was refused, by a status that services use too. */
export const refusedMessages = (http2: Http2Facts): readonly RefusedRequest[] =>
  refusedFor((said) => isOfForm(said) || isOfMessage(said), http2);

const refusedFor = (
  tells: (said: string) => boolean,
  { grpc, server }: Http2Facts,
): readonly RefusedRequest[] =>
  (grpc?.requests ?? []).flatMap((request) => {
    const { stream } = request;
    const blocks = server.headers.filter((one) => one.stream === stream);
    const said = blocks.find(({ grpcMessage }) => grpcMessage)?.grpcMessage ?? "";
    const reset = server.resets.find((one) => one.stream === stream);
    const page = blocks.find(({ status }) => status !== null && status !== "200");
    const end = blocks.find(({ grpcStatus }) => grpcStatus !== null)?.grpcStatus;
    if (end && (refusals.has(end) || tells(said)))
      return [{ request, how: `grpc-status ${end}`, said }];
    if (page) return [{ request, how: `:status ${page.status}`, said }];
    if (end === undefined && reset) return [{ request, how: `RST_STREAM ${reset.code}`, said }];
    return [];
  });

export const shownRefusal = ({ request: { stream }, how, said }: RefusedRequest): string =>
  `the server answers stream ${stream} with ${how}${said === "" ? "" : `: ${said}`}`;
