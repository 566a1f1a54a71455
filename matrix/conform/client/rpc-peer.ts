/** A gRPC server of the orchestrator's own, which answers one call of a client under test, of any kind, as a check wants it. */
import {
  constants,
  createServer,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type ServerHttp2Stream,
} from "node:http2";
import type { AddressInfo } from "node:net";
import { listening } from "../../limits/listening.ts";
import type { Endpoint } from "../../run/observe/tap.ts";
import { type FramedMessage, framed, framedIn } from "../grpc-frames.ts";

export type RpcAnswer = Readonly<{
  initial?: OutgoingHttpHeaders;
  messages?: readonly Uint8Array[];
  /** Between two messages. */
  everyMs?: number;
  trailing?: OutgoingHttpHeaders;
  /** When it is given: at the end of the requests, once so many came, or never. */
  when?: "at-end" | number | "never";
}>;

/** What a client calls first, which is answered at once. */
export const firstPath = "/other.Service/First";

/** The call after it. Times are those of {@link performance}. */
export type RpcSeen = Readonly<{
  fields: IncomingHttpHeaders;
  begunAt: number;
  /** Whole messages so far, and when each had come. */
  messages(): readonly FramedMessage[];
  messagesAt: readonly number[];
  /** Whether its requests ended before the last of its answer was given. */
  endedFirst(): boolean;
  /** The code of its client's reset; null while there is none. */
  reset(): number | null;
}>;

export type RpcPeer = Readonly<{
  endpoint: Endpoint;
  /** null while no call came, but the first. */
  seen(): RpcSeen | null;
  firstEndedAt(): number;
  close(): void;
}>;

export const openRpcPeer = async (answer: RpcAnswer): Promise<RpcPeer> => {
  let seen: RpcSeen | null = null;
  let firstEndedAt = 0;
  const server = createServer();
  server.on("session", (session) => session.on("error", () => {}));
  server.on("stream", (stream, fields) => {
    if (fields[":path"] === firstPath) {
      stream.on("error", () => {}).resume();
      stream.once("close", () => {
        firstEndedAt = performance.now();
      });
      respond(stream, { messages: [Buffer.alloc(0)] }, () => {});
      return;
    }
    const call = watched(stream, fields, answer);
    seen ??= call;
  });
  await listening(server, { host: "127.0.0.1", port: 0 });
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: { network: "tcp", address: `127.0.0.1:${port}` },
    seen: () => seen,
    firstEndedAt: () => firstEndedAt,
    close: () => void server.close(),
  };
};

const watched = (
  stream: ServerHttp2Stream,
  fields: IncomingHttpHeaders,
  answer: RpcAnswer,
): RpcSeen => {
  const { when = "at-end" } = answer;
  let bytes = Buffer.alloc(0);
  let isEnded = false;
  let endedFirst = false;
  const answered = () => {
    endedFirst = isEnded;
  };
  let reset: number | null = null;
  const messagesAt: number[] = [];
  stream.on("error", () => {});
  stream.on("aborted", () => {
    reset = stream.rstCode;
  });
  stream.on("data", (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    const before = messagesAt.length;
    while (messagesAt.length < framedIn(bytes).length) messagesAt.push(performance.now());
    if (typeof when === "number" && before < when && messagesAt.length >= when) {
      respond(stream, answer, answered);
    }
  });
  stream.on("end", () => {
    isEnded = !stream.aborted;
    if (when === "at-end" && isEnded) respond(stream, answer, answered);
  });
  return {
    fields,
    begunAt: performance.now(),
    messages: () => framedIn(bytes),
    messagesAt,
    endedFirst: () => endedFirst,
    reset: () => reset,
  };
};

const contentType = { ":status": 200, "content-type": "application/grpc" } as const;

const respond = (
  stream: ServerHttp2Stream,
  { initial = {}, messages = [], everyMs = 0, trailing = {} }: RpcAnswer,
  answered: () => void,
): void => {
  stream.on("wantTrailers", () => {
    stream.sendTrailers({ "grpc-status": "0", ...trailing });
    answered();
  });
  stream.respond({ ...contentType, ...initial }, { waitForTrailers: true });
  const send = (at: number): void => {
    const message = messages[at];
    if (stream.closed || stream.destroyed) return;
    if (!message) {
      stream.end();
      return;
    }
    stream.write(framed(message));
    if (everyMs === 0) send(at + 1);
    else setTimeout(() => send(at + 1), everyMs);
  };
  send(0);
};

/** What a client resets a call with that its application has cancelled. */
export const cancelCode = constants.NGHTTP2_CANCEL;
