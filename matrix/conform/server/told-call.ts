import { connect, constants, type IncomingHttpHeaders } from "node:http2";
import { connect as connectTcp } from "node:net";
import { grpcStatusNamed } from "../../domain/grpc-status.ts";
import { Eventual } from "../../limits/eventual.ts";
import { addressOf, type Endpoint } from "../../run/observe/tap.ts";
import { callLimitMs } from "../calls.ts";
import { type FramedMessage, framed, framedIn } from "../grpc-frames.ts";

/** A call of any kind on a connection of its own. */
type ToldCall = Readonly<{
  path: string;
  requests: readonly Uint8Array[];
  /** Beside those that every call has. */
  fields?: Readonly<Record<string, string>>;
  /** Whether the stream of requests stays open. */
  staysOpen?: boolean;
  /** When it is reset with CANCEL; absent: it is not. */
  cancelAfterMs?: number;
}>;

/** Times are milliseconds since the call began. */
export type ToldAnswer = Readonly<{
  /** Name of gRPC's status, or why there is none. */
  status: string;
  message: string;
  /** The block before the first message; empty where the status came alone. */
  initial: IncomingHttpHeaders;
  initialAtMs: number | null;
  trailing: IncomingHttpHeaders;
  messages: readonly FramedMessage[];
  /** When the first message had come, and when the last. */
  messagesAtMs: readonly number[];
  endedAtMs: number;
}>;

/** @returns after the limit what came until then, with the status "no end". */
export const toldCall = async (
  endpoint: Endpoint,
  { path, requests, fields = {}, staysOpen = false, cancelAfterMs }: ToldCall,
): Promise<ToldAnswer> => {
  const socket = connectTcp({ ...addressOf(endpoint), noDelay: true });
  const session = connect("http://localhost", { createConnection: () => socket });
  session.on("error", () => {});
  const begun = performance.now();
  const now = () => performance.now() - begun;
  const stream = session.request(
    {
      ":method": "POST",
      ":path": path,
      "content-type": "application/grpc",
      te: "trailers",
      ...fields,
    },
    { endStream: false },
  );
  let initial: IncomingHttpHeaders = {};
  let initialAtMs: number | null = null;
  let trailing: IncomingHttpHeaders = {};
  let bytes = Buffer.alloc(0);
  const messagesAtMs: number[] = [];
  stream.on("response", (headers) => {
    if (headers["grpc-status"] !== undefined) {
      trailing = headers;
      return;
    }
    initial = headers;
    initialAtMs = now();
  });
  stream.on("trailers", (headers) => {
    trailing = headers;
  });
  stream.on("data", (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    while (messagesAtMs.length < framedIn(bytes).length) messagesAtMs.push(now());
  });
  let fault = "";
  stream.on("error", (error) => {
    fault = error.message;
  });
  for (const request of requests) stream.write(framed(request));
  if (!staysOpen) stream.end();
  const ended = Eventual.when<string>((settle) => {
    stream.once("close", () => settle(fault));
    if (cancelAfterMs === undefined) return;
    setTimeout(() => stream.close(constants.NGHTTP2_CANCEL), cancelAfterMs);
  });
  const withoutStatus = (await ended.orAfter(callLimitMs, "")) || "no end";
  const endedAtMs = now();
  session.destroy();
  socket.destroy();
  const number = trailing["grpc-status"];
  return {
    status: typeof number === "string" ? (grpcStatusNamed(number) ?? number) : withoutStatus,
    message: decodeURIComponent(`${trailing["grpc-message"] ?? ""}`),
    ...{ initial, initialAtMs, trailing, messagesAtMs, endedAtMs },
    messages: framedIn(bytes),
  };
};

/** `OK, 2 messages of 5, 9 bytes`. */
export const shownTold = ({ status, message, messages }: ToldAnswer): string => {
  const sizes = messages.map(({ bytes }) => bytes.length).join(", ");
  return `${status}${message && ` (${message})`}${sizes && `, messages of ${sizes} bytes`}`;
};
