import { type Row, rowsFrom } from "./row.ts";

/** node:http2 by the codes of its errors; what stands with a code of HTTP/2 is in node.ts. */
export const nodeHttp2Rows: readonly Row[] = rowsFrom(
  { stack: "node", seen: "node 24.21 lib/internal/errors.js, deps/nghttp2 nghttp2_helper.c" },
  [
    [
      /(?<=['"[])ERR_HTTP2_GOAWAY_SESSION\b|New streams cannot be created after receiving a GOAWAY/,
      { fact: "goaway", code: null, debug: null },
      "[ERR_HTTP2_GOAWAY_SESSION]",
    ],
    [
      /(?<=['"[])ERR_HTTP2_(?:STREAM_CANCEL|INVALID_SESSION|INVALID_STREAM)\b|The pending stream has been canceled|The session has been destroyed/,
      { fact: "wrapper", of: "close", status: null },
      "[ERR_HTTP2_STREAM_CANCEL]",
    ],
    [
      /(?<=['"[])ERR_HTTP2_PING_CANCEL\b/,
      { fact: "timeout", of: "keepalive" },
      "[ERR_HTTP2_PING_CANCEL]: HTTP2 ping cancelled",
    ],
    [
      /(?<=['"[])ERR_HTTP2_FRAME_ERROR\b[\s\S]{0,8}?: Error sending frame type \d{1,2} for stream \d{1,10} with code \d{1,2}/,
      { fact: "stream-reset", code: null },
      "[ERR_HTTP2_FRAME_ERROR]: Error sending frame type 1 for stream 1 with code 7",
    ],
    [
      /(?<=['"[])ERR_HTTP2_(?:TOO_MANY_INVALID_FRAMES|MAX_PENDING_SETTINGS_ACK)\b/,
      { fact: "http2-rule-broken" },
      "[ERR_HTTP2_TOO_MANY_INVALID_FRAMES]: Too many invalid HTTP/2 frames",
    ],
    [
      /(?<=['"[])ERR_HTTP2_(?:INVALID_CONNECTION_HEADERS|INVALID_HEADER_VALUE|INVALID_PSEUDOHEADER|PSEUDOHEADER_NOT_ALLOWED|HEADER_SINGLE_VALUE|CONNECT_(?:AUTHORITY|PATH|SCHEME))\b/,
      { fact: "request-malformed", field: "headers" },
      "[ERR_HTTP2_INVALID_CONNECTION_HEADERS]",
    ],
    [
      /(?<=['"[])ERR_HTTP2_UNSUPPORTED_PROTOCOL\b/,
      { fact: "target-unusable", why: "unknown scheme" },
      "[ERR_HTTP2_UNSUPPORTED_PROTOCOL]",
    ],
    ["Received bad client magic byte string", { fact: "not-http2" }, "server"],
  ],
);
