import { type ClientHttp2Session, connect, constants } from "node:http2";
import type { Duplex } from "node:stream";
import { grpcStatusNamed } from "../../domain/grpc-status.ts";
import { Eventual } from "../../limits/eventual.ts";

/** What became of one call. */
export type GrpcAnswer = Readonly<{
  path: string;
  /** Name of the gRPC status: the server's, or what clients make of an answer without one. */
  status: string;
  /** grpc-message, or why there is no answer. */
  message: string;
  /** null where there was no answer. */
  httpStatus: number | null;
  contentType: string | null;
  /** Header and trailer fields by their names, in lower case. */
  metadata: Readonly<Record<string, unknown>>;
  /** The first message of the answer; null if there was none, or it is compressed. */
  received: Buffer | null;
  /** Whether the first message is marked as compressed, which is then not read. */
  isCompressed: boolean;
  /** The server says that it has not looked at the call (RFC 9113 sections 6.8 and 8.7), or had said so before it. */
  isUnprocessed: boolean;
  elapsedMs: number;
}>;

/** HTTP/2 on a connection that stands, for calls one after the other. */
export type GrpcSession = Readonly<{
  /** @param limitMs - when it is given up. */
  call(path: string, message: Uint8Array, limitMs: number): Promise<GrpcAnswer>;
  /**
   * Waits for the server's SETTINGS, as gRPC's clients do before the first call.
   *
   * @returns when they came, when the connection ended, or when the limit is over.
   */
  ready(limitMs: number): Promise<void>;
  /** null until the server's SETTINGS came. */
  settings(): Readonly<Record<string, unknown>> | null;
  /** Whether it takes no further call. */
  hasEnded(): boolean;
  close(): void;
}>;

/** https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md */
const ofHttpStatus: Readonly<Record<number, string>> = {
  400: "INTERNAL",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "UNIMPLEMENTED",
  429: "UNAVAILABLE",
  502: "UNAVAILABLE",
  503: "UNAVAILABLE",
  504: "UNAVAILABLE",
};

/** What is said of a call that nobody answered; a server that answers so has words of its own. */
export const unanswered = "no answer before the deadline";

/** Enough for a long list of services and for the largest value of a proof; what comes after is not kept. */
const receivedLimitBytes = 2 * 1024 * 1024;

/** @param metadata - what each call carries beside gRPC's own fields. */
export const grpcSession = (
  stream: Duplex,
  scheme: "http" | "https",
  authority: string,
  metadata: Readonly<Record<string, string>> = {},
): GrpcSession => {
  const session: ClientHttp2Session = connect(`${scheme}://localhost`, {
    createConnection: () => stream,
  });
  let fault: string | null = null;
  let isLeaving = false;
  let settings: Readonly<Record<string, unknown>> | null = null;
  const { eventual: begun, settle: begin } = Eventual.open<void>();
  session.on("remoteSettings", (received) => {
    settings = { ...received };
    begin();
  });
  session.on("error", (error: Error) => {
    fault ??= error.message;
  });
  session.on("close", () => begin());
  session.on("goaway", (code: number) => {
    isLeaving ||= code === constants.NGHTTP2_NO_ERROR;
    fault ??= `GOAWAY with code ${code}`;
  });
  stream.on("error", (error: Error) => {
    fault ??= error.message;
  });
  return {
    ready: (limitMs) => begun.orAfter(limitMs, undefined),
    settings: () => settings,
    hasEnded: () => session.closed || session.destroyed,
    close: () => session.destroy(),
    call: async (path, message, limitMs) => {
      const begun = performance.now();
      let httpStatus: number | null = null;
      let contentType: string | null = null;
      let fields: Readonly<Record<string, unknown>> = {};
      const chunks: Buffer[] = [];
      let kept = 0;
      let isUnprocessed = false;
      const answered = Eventual.when<CallEnd>((settle) => {
        if (session.destroyed || session.closed) {
          isUnprocessed = isLeaving;
          settle({ status: "UNAVAILABLE", message: fault ?? "the connection has ended" });
          return;
        }
        const request = session.request({
          ...metadata,
          ":method": "POST",
          ":path": path,
          ":scheme": scheme,
          ":authority": authority,
          "content-type": "application/grpc",
          te: "trailers",
          "user-agent": "handshake-matrix",
        });
        request.on("response", (headers) => {
          httpStatus = headers[":status"] ?? null;
          contentType = headers["content-type"] ?? null;
          fields = headers;
        });
        request.on("trailers", (trailers) => {
          fields = { ...fields, ...trailers };
        });
        request.on("data", (chunk: Buffer) => {
          if (kept < receivedLimitBytes) chunks.push(chunk);
          kept += chunk.length;
        });
        request.on("error", (error: Error) => {
          fault ??= error.message;
        });
        request.on("close", () => {
          const number = fields["grpc-status"];
          if (typeof number === "string") {
            const text = fields["grpc-message"];
            settle({
              status: grpcStatusNamed(number) ?? "UNKNOWN",
              message: typeof text === "string" ? decoded(text) : "",
            });
          } else if (httpStatus === null || request.rstCode !== 0) {
            isUnprocessed = request.rstCode === constants.NGHTTP2_REFUSED_STREAM;
            const text = fault ?? `the stream ended with code ${request.rstCode}`;
            settle({ status: "UNAVAILABLE", message: text });
          } else {
            settle({
              status: ofHttpStatus[httpStatus] ?? "UNKNOWN",
              message: `HTTP status ${httpStatus}, content-type ${contentType ?? "none"}, no grpc-status${pageWords(Buffer.concat(chunks))}`,
            });
          }
        });
        request.end(framed(message));
      });
      const end = await answered.orAfter(limitMs, {
        status: "DEADLINE_EXCEEDED",
        message: unanswered,
      });
      const answer = Buffer.concat(chunks);
      const received = firstMessage(answer);
      const elapsedMs = performance.now() - begun;
      return {
        path,
        ...end,
        httpStatus,
        contentType,
        metadata: fields,
        received,
        isCompressed: answer[0] === 1,
        isUnprocessed,
        elapsedMs,
      };
    },
  };
};

type CallEnd = Readonly<{ status: string; message: string }>;

/** Length-prefixed message, not compressed (gRPC over HTTP/2). */
const framed = (message: Uint8Array): Buffer => {
  const header = Buffer.alloc(5);
  header.writeUInt32BE(message.length, 1);
  return Buffer.concat([header, message]);
};

/** A page of a proxy's own is short. */
const pageReadBytes = 1024;

/** What a page calls itself, or, without a title, says first; printable and short, empty where it says nothing. */
const pageWords = (bytes: Buffer): string => {
  const page = bytes.subarray(0, pageReadBytes).toString("latin1");
  const [, title] = /<title>([^<]{1,120})<\/title>/i.exec(page) ?? [];
  const words = title ?? page.replace(/<[^<>]{0,200}>/g, " ").slice(0, 200);
  const said = words
    .trim()
    .replace(/\s+/g, " ")
    .replace(/[^ -~]/g, "?");
  return said === "" ? "" : `: "${said}"`;
};

const firstMessage = (bytes: Buffer): Buffer | null => {
  if (bytes.length < 5 || bytes.readUInt8(0) !== 0) return null;
  const end = 5 + bytes.readUInt32BE(1);
  return bytes.length < end ? null : bytes.subarray(5, end);
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
