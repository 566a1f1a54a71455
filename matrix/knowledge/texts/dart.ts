import { http2ErrorNames } from "../../domain/http2-errors.ts";
import { numberIn, type Row, rowsFrom, textIn } from "./row.ts";

export const dartRows: readonly Row[] = [
  ...rowsFrom(
    {
      stack: "dart",
      seen: "grpc-dart 5.1.0 (0ef1bae) lib/src/client, shared/status.dart",
      role: "client",
    },
    [
      [
        /gRPC Error \((?:code: )?\d{1,2}, (?:codeName: (\w{2,20}))?/,
        (match) => ({ fact: "wrapper", of: "status", status: textIn(match) }),
        "gRPC Error (code: 14, codeName: UNAVAILABLE, message: x)",
      ],
      [
        /\bError (?:connecting|making call): /,
        { fact: "wrapper", of: "attempt", status: null },
        "Error connecting: x",
      ],
      [
        /HTTP connection completed with (\d{3}) instead of 200/,
        (match) => ({ fact: "http-status", status: numberIn(match) ?? 0 }),
        "HTTP connection completed with 502 instead of 200",
      ],
      [
        /unsupported content-type \(([^)\n]{1,80})\)/,
        (match) => ({ fact: "content-type", type: match[1] ?? "" }),
        "unsupported content-type (text/html)",
      ],
      ["missing content-type header", { fact: "not-grpc", byte: null }],
      [
        /Error establishing proxy connection: HTTP\/1\.\d (\d{3})/,
        (match) => ({ fact: "proxy-connect", status: numberIn(match) }),
        "Error establishing proxy connection: HTTP/1.1 403 Forbidden",
      ],
      ["Did not receive anything", { fact: "wrapper", of: "close", status: null }],
      [
        /(?<=message: )(?:No responses received|More than one response received)(?=,)/,
        { fact: "message-count-wrong" },
        "gRPC Error (code: 12, codeName: UNIMPLEMENTED, message: No responses received, details: null)",
      ],
      [
        /(?<=message: )Received (?:data before headers|data after trailers|multiple trailers)/,
        { fact: "reply-malformed" },
        "gRPC Error (code: 12, codeName: UNIMPLEMENTED, message: Received multiple trailers, details: null)",
      ],
      [
        /(?<=message: )Compression mechanism not supported/,
        { fact: "message-encoding-unsupported" },
        "gRPC Error (code: 12, codeName: UNIMPLEMENTED, message: Compression mechanism not supported, details: null)",
      ],
      [
        /(?<=DATA_LOSS, message: )Error parsing response/,
        { fact: "message-not-parsable" },
        "gRPC Error (code: 15, codeName: DATA_LOSS, message: Error parsing response, details: null)",
      ],
      [
        /(?<=message: )(?:Cancelled by client\.|Channel shutting down\.)/,
        { fact: "cancelled" },
        "gRPC Error (code: 1, codeName: CANCELLED, message: Cancelled by client., details: null)",
      ],
      [
        /(?<=UNAVAILABLE, message: )Missing trailers/,
        { fact: "no-grpc-status" },
        "gRPC Error (code: 14, codeName: UNAVAILABLE, message: Missing trailers, details: null)",
      ],
      [
        /XhrConnection connection-error/,
        { fact: "wrapper", of: "unanswered", status: null },
        "gRPC Error (code: 14, codeName: UNAVAILABLE, message: XhrConnection connection-error, details: null)",
      ],
      [
        /(?<=UNIMPLEMENTED, message: )Path (\S{1,200}) not found/,
        (match) => ({ fact: "unimplemented", what: textIn(match) }),
        "gRPC Error (code: 12, codeName: UNIMPLEMENTED, message: Path /kv.KV/Get not found, details: null)",
      ],
    ],
  ),
  ...rowsFrom(
    { stack: "dart", seen: "Dart sdk/lib/io of 3.5, package:http2 2.3, in reports of their users" },
    [
      [
        /Failed host lookup: '([^'\n]{1,253})'/,
        (match) => ({ fact: "name-not-resolved", name: textIn(match) }),
        "SocketException: Failed host lookup: 'db.internal'",
        "client",
      ],
      [
        /Handshake error in client/,
        { fact: "wrapper", of: "handshake", status: null },
        "HandshakeException: Handshake error in client (OS Error: x)",
        "client",
      ],
      [
        /Handshake error in server/,
        { fact: "wrapper", of: "handshake", status: null },
        "HandshakeException: Handshake error in server (OS Error: x)",
        "server",
      ],
      ["Connection terminated during handshake", { fact: "closed-in-handshake" }],
      ["Connection closed before full header was received", { fact: "closed" }],
      [
        /Connection is being forcefully terminated\. \(errorCode: (\d{1,2})\)/,
        // Its own CONNECT_ERROR is that the connection ended (package http2, connection.dart `_setupConnection`, onDone).
        (match) => {
          const code = http2ErrorNames[Number(match[1])] ?? null;
          return code === "CONNECT_ERROR" ? { fact: "closed" } : { fact: "http2-error", code };
        },
        "HTTP/2 error: Connection error: Connection is being forcefully terminated. (errorCode: 10)",
      ],
    ],
  ),
];
