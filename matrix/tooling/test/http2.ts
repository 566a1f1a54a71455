import type { HalfStream } from "../../domain/grpc-facts.ts";
import type { HeaderBlock, Http2Facts, Http2Side } from "../../domain/http2-facts.ts";

export { noSettings } from "../../wire/http2-reading.ts";

/** A side that sent its SETTINGS and nothing else. */
export const http2Side = (over: Partial<Http2Side> = {}): Http2Side => ({
  frames: ["SETTINGS"],
  goaway: null,
  resets: [],
  headers: [],
  malformed: null,
  ...over,
});

export const mute = http2Side({ frames: [] });

/** Both sides began HTTP/2; no call was made. */
export const http2Facts = (over: Partial<Http2Facts> = {}): Http2Facts => ({
  preface: true,
  client: http2Side(),
  server: http2Side(),
  ...over,
});

export const headerBlock = (over: Partial<HeaderBlock> = {}): HeaderBlock => ({
  stream: 1,
  method: null,
  path: null,
  authority: null,
  status: null,
  contentType: null,
  grpcStatus: null,
  grpcMessage: null,
  server: null,
  via: null,
  ...over,
});

/** A reply of gRPC's that has not ended. */
export const halfStream = (over: Partial<HalfStream> = {}): HalfStream => ({
  stream: 1,
  headerListSize: 0,
  path: null,
  status: "200",
  contentType: "application/grpc",
  encoding: null,
  acceptEncoding: null,
  location: null,
  upstreamServiceTime: null,
  grpcStatus: null,
  messages: [],
  prefixBytes: 0,
  ended: false,
  malformed: null,
  ...over,
});
