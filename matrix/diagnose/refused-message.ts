import { sizeRefusals } from "../domain/grpc-status.ts";
import type { Http2Facts, Http2Side } from "../domain/http2-facts.ts";
import { isGrpc } from "./content-type.ts";
import { ordinaryLimit } from "./reply-fault.ts";
import { factsIn, saidIn } from "./said.ts";

/** A message that its receiver was seen to refuse for its size. */
export type RefusedMessage = Readonly<{
  by: "client" | "server";
  /** In bytes; null where the receiver did not say. */
  limit: number | null;
  /** What was seen, one clause each. */
  saw: readonly [string, ...string[]];
}>;

/**
 * The first message of a connection that was refused for its size. A client is seen to by its reset of a stream on
 * which a message over the ordinary limit was announced; a server by the words of its status.
 */
export const refusedMessage = ({
  client,
  server,
  grpc,
}: Http2Facts): RefusedMessage | undefined => {
  for (const { stream, grpcStatus, grpcMessage } of server.headers) {
    if (grpcStatus === null || !sizeRefusals.includes(grpcStatus)) continue;
    const text = grpcMessage ?? "";
    if (saidIn([text]).every(({ code }) => code !== "message-too-large")) continue;
    return {
      by: "server",
      limit: limitIn(text),
      saw: [`the server ended stream ${stream} with ${grpcStatus}: ${text.slice(0, 300)}`],
    };
  }
  for (const { stream, messages } of grpc?.replies ?? []) {
    const large = messages.find(({ flag, length }) => flag <= 1 && length > ordinaryLimit);
    const reset = client.resets.find((one) => one.stream === stream);
    if (!large || !reset || !isReply(server, stream)) continue;
    return {
      by: "client",
      limit: null,
      saw: [
        `the client reset stream ${stream} with ${reset.code}`,
        `the server's reply on it announces a message of ${large.length} bytes`,
      ],
    };
  }
  return undefined;
};

/** What is no reply of gRPC's may begin with anything: "<html" is no length. */
const isReply = ({ headers }: Http2Side, of: number): boolean =>
  headers.some(({ stream, contentType }) => stream === of && isGrpc(contentType));

/** The limit that a text names, in bytes; null if it names none. */
export const limitIn = (text: string): number | null => {
  for (const { fact } of factsIn([text])) {
    if (fact.fact === "message-too-large" && fact.limit !== null) return fact.limit;
  }
  return null;
};
