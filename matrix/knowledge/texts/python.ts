import { type Row, rowsFrom, textIn } from "./row.ts";

/** Python's standard library. */
const standard: readonly Row[] = rowsFrom(
  {
    stack: "other",
    seen: "Python 3.11 asyncio/streams.py, asyncio/sslproto.py, http/client.py, run in part",
  },
  [
    ["ConnectionResetError: Connection lost", { fact: "closed" }],
    [
      /SSL handshake is taking longer than [\d.]{1,8} seconds: aborting the connection/,
      { fact: "timeout", of: "handshake" },
      "ConnectionAbortedError: SSL handshake is taking longer than 60.0 seconds: aborting the connection",
    ],
    [
      /\bBadStatusLine\(["']\\{1,2}x00\\{1,2}x00(?:\\{1,2}\w{1,3}|[^"'\\]){1,3}?\\{1,2}x04/,
      { fact: "http2-answer" },
      "('Connection aborted.', BadStatusLine('\\x00\\x00\\x12\\x04'))",
      "client",
    ],
    [
      // A traceback has the bytes as they came, of which a log may have lost the zeros.
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they begin a frame of SETTINGS
      /\bBadStatusLine: [\0 ]{0,2}[^\n]\x04/,
      { fact: "http2-answer" },
      "http.client.BadStatusLine: \0\0\x12\x04\0\0\0\0\0",
      "client",
    ],
  ],
);

/** grpclib: gRPC of asyncio, without gRPC core. */
const grpclib: readonly Row[] = rowsFrom(
  { stack: "other", seen: "grpclib 0.4.9 client.py, protocol.py, run in part" },
  [
    ["StreamTerminatedError: Connection lost", { fact: "closed" }],
    [
      /Stream reset by remote party, error_code: (\d{1,2})/,
      (match) => ({ fact: "stream-reset", code: textIn(match) }),
      "StreamTerminatedError: Stream reset by remote party, error_code: 2",
      "client",
    ],
    [
      /Received GOAWAY frame, closing connection; error_code: (\d{1,2})/,
      (match) => ({ fact: "goaway", code: textIn(match), debug: null }),
      "StreamTerminatedError: Received GOAWAY frame, closing connection; error_code: 0",
      "client",
    ],
    [
      /Received :status = '(\d{3})'/,
      (match) => ({ fact: "http-status", status: Number(match[1]) }),
      "GRPCError: (<Status.UNAVAILABLE: 14>, \"Received :status = '502'\", None)",
      "client",
    ],
    [
      /Invalid content-type: '([^'\n]{1,80})'/,
      (match) => ({ fact: "content-type", type: match[1] ?? "" }),
      "GRPCError: (<Status.UNKNOWN: 2>, \"Invalid content-type: 'text/html'\", None)",
      "client",
    ],
    [
      /GRPCError: \([^\n]{1,40}Missing content-type header/,
      { fact: "not-grpc", byte: null },
      "GRPCError: (<Status.UNKNOWN: 2>, 'Missing content-type header', None)",
      "client",
    ],
    [
      /GRPCError: \([^\n]{1,40}Missing grpc-status header/,
      { fact: "no-grpc-status" },
      "GRPCError: (<Status.UNKNOWN: 2>, 'Missing grpc-status header', None)",
      "client",
    ],
  ],
);

export const pythonRows: readonly Row[] = [...standard, ...grpclib];
