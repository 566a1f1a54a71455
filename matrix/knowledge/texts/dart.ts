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
        (match) => ({ fact: "http2-error", code: http2ErrorNames[Number(match[1])] ?? null }),
        "HTTP/2 error: Connection error: Connection is being forcefully terminated. (errorCode: 10)",
      ],
    ],
  ),
];
