import type { HalfStream } from "../domain/grpc-facts.ts";
import type { Http2Facts } from "../domain/http2-facts.ts";

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

/** Every refused request of a connection, in the order of the streams; empty where nobody could read them. */
export const refusedRequests = ({ grpc, server }: Http2Facts): readonly RefusedRequest[] =>
  (grpc?.requests ?? []).flatMap((request) => {
    const { stream } = request;
    const blocks = server.headers.filter((one) => one.stream === stream);
    const said = blocks.find(({ grpcMessage }) => grpcMessage)?.grpcMessage ?? "";
    const reset = server.resets.find((one) => one.stream === stream);
    const page = blocks.find(({ status }) => status !== null && status !== "200");
    const end = blocks.find(({ grpcStatus }) => grpcStatus !== null)?.grpcStatus;
    if (end && refusals.has(end)) return [{ request, how: `grpc-status ${end}`, said }];
    if (page) return [{ request, how: `:status ${page.status}`, said }];
    if (end === undefined && reset) return [{ request, how: `RST_STREAM ${reset.code}`, said }];
    return [];
  });

export const shownRefusal = ({ request: { stream }, how, said }: RefusedRequest): string =>
  `the server answers stream ${stream} with ${how}${said === "" ? "" : `: ${said}`}`;
