import { numberIn, type Row, rowsFrom, textIn } from "./row.ts";

export const tonicRows: readonly Row[] = [
  ...rowsFrom({ stack: "tonic", seen: "tonic 0.14.9, a55efae7: transport/, status.rs, codec/" }, [
    [
      /HTTP\/2 was not negotiated/,
      { fact: "no-alpn-selected" },
      "HTTP/2 was not negotiated.",
      "client",
    ],
    [/TLS handshake timeout\./, { fact: "timeout", of: "handshake" }, "TLS handshake timeout."],
    [
      /Connecting to HTTPS without TLS enabled|HttpsUriWithoutTlsSupport|invalid URL, scheme is not http/,
      { fact: "target-unusable", why: "https target, no TLS" },
      "Connecting to HTTPS without TLS enabled",
      "client",
    ],
    [
      /Error parsing TLS certificate/,
      { fact: "key-not-loadable", what: "certificate" },
      "Error parsing TLS certificate.",
    ],
    [
      /Error parsing TLS private key/,
      { fact: "key-not-loadable", what: "key" },
      "Error parsing TLS private key - no RSA or PKCS8-encoded keys found.",
    ],
    [
      /tls accept error(?: error=)?/,
      { fact: "wrapper", of: "handshake", status: null },
      "tls accept error error=x",
      "server",
    ],
    [
      /tcp connect error/,
      { fact: "wrapper", of: "attempt", status: null },
      "tcp connect error",
      "client",
    ],
    [
      /error trying to connect:?/,
      { fact: "wrapper", of: "attempt", status: null },
      "error trying to connect: x",
      "client",
    ],
    [
      /dns error(?:: failed to lookup address information)?/,
      { fact: "name-not-resolved", name: null },
      "dns error: failed to lookup address information",
      "client",
    ],
    [
      /(?<![\w-])transport error(?!:)/,
      { fact: "wrapper", of: "attempt", status: null },
      "transport error",
    ],
    [
      /operation was canceled/,
      { fact: "wrapper", of: "close", status: null },
      "operation was canceled",
    ],
    ["NativeCertsNotFound", { fact: "no-trust-store" }, "client"],
    ["H2NotNegotiated", { fact: "no-alpn-selected" }, "client"],
    [/Timeout expired/, { fact: "wrapper", of: "deadline", status: null }, "Timeout expired"],
    [
      /grpc-status header missing, mapped from HTTP status code (\d{3})/,
      (match) => ({ fact: "http-status", status: Number(match[1]) }),
      "grpc-status header missing, mapped from HTTP status code 404",
      "client",
    ],
    [
      /missing grpc-status trailer/,
      { fact: "no-grpc-status" },
      "protocol error: missing grpc-status trailer, stream was terminated without a final status",
      "client",
    ],
    [
      /received message with invalid compression flag: (\d{1,3})/,
      (match) => ({ fact: "not-grpc", byte: numberIn(match) }),
      "protocol error: received message with invalid compression flag: 60 (valid flags are 0 and 1)",
    ],
    [
      /while receiving response with status: (?!200)(\d{3})/,
      (match) => ({ fact: "http-status", status: Number(match[1]) }),
      "while receiving response with status: 404 Not Found",
      "client",
    ],
    [
      /message length too large: found (\d{1,12}) bytes, the limit is: (\d{1,12}) bytes/,
      (match) => ({
        fact: "message-too-large",
        size: numberIn(match, 1),
        limit: numberIn(match, 2),
      }),
      "Error, decoded message length too large: found 5000000 bytes, the limit is: 4194304 bytes",
    ],
    [
      /Content is compressed with `[\w-]{1,40}` which isn't supported/,
      { fact: "message-encoding-unsupported" },
      "Content is compressed with `zstd` which isn't supported",
    ],
    [
      /(?:status: |code: ')(Unimplemented|Operation is not implemented or not supported)/,
      { fact: "unimplemented", what: null },
      'status: Unimplemented, message: ""',
    ],
    [
      /(?:status: ?'?|\bStatus \{ code: )(Unavailable|Unknown|Internal|Cancelled|DeadlineExceeded|Unauthenticated|PermissionDenied|ResourceExhausted)/,
      (match) => ({ fact: "wrapper", of: "status", status: textIn(match) }),
      'status: Unavailable, message: "x"',
    ],
    [
      /code: '(The [\w ]{5,70}|Unknown error|Internal error|Deadline expired[\w ]{0,40})'/,
      (match) => ({ fact: "wrapper", of: "status", status: textIn(match) }),
      "code: 'The service is currently unavailable', message: \"x\"",
    ],
  ]),
];
