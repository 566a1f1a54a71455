// What servers say of a request that is not as gRPC over HTTP/2 has it, in their logs or as its grpc-message.
import { type Row, rowsFrom, textIn } from "./row.ts";

const fault = (field: string) => ({ fact: "request-malformed" as const, field });

const named = (match: RegExpMatchArray) => fault(textIn(match) ?? "unsaid");

/** Of a request or of a reply: whoever has the limit says so, or the other side keeps to it. */
const tooManyHeaders: readonly Row[] = [
  ...rowsFrom({ stack: "grpc-java", seen: "netty 4.1 Http2CodecUtil; grpc-java 1.85.1, run" }, [
    [
      /Header size exceeded max allowed size/,
      { fact: "header-list-too-large" },
      "HeaderListSizeException: Header size exceeded max allowed size (8192)",
    ],
  ]),
  ...rowsFrom({ stack: "grpc-core", seen: "grpcio 1.85.1, run" }, [
    [
      /received (?:initial |trailing )?metadata size exceeds (?:(?:soft|hard) )?limit/,
      { fact: "header-list-too-large" },
      "received metadata size exceeds hard limit (65139 vs. 16384)",
    ],
  ]),
  ...rowsFrom(
    {
      stack: "grpc-go",
      seen: "grpc-go 1.80.0 internal/transport: http2_client.go, http2_server.go",
    },
    [
      [
        /header list size to send violates the maximum size|peer header list size exceeded limit|trying to send header list size larger than the limit set by peer/,
        { fact: "header-list-too-large" },
        "header list size to send violates the maximum size (8192 bytes) set by server",
      ],
    ],
  ),
];

export const requestFaultRows: readonly Row[] = [
  ...tooManyHeaders,
  ...rowsFrom(
    {
      stack: "grpc-core",
      seen: "grpc++ 1.51.1 and grpcio 1.85.1, src/core/ext/filters/http/server/http_server_filter.cc, run in part",
    },
    [
      [
        /(?:Missing|Bad) (:?(?:te|method|scheme|path|authority)) header/,
        named,
        "Missing :te header",
      ],
      [
        /Error parsing '([^'\n]{1,80})' metadata/,
        named,
        "Error parsing 'kv-note-bin' metadata: illegal base64 encoding",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "grpc-core",
      seen: "grpc 1.9 http_server_filter.cc, in traefik/traefik issue 2895",
      role: "server",
    },
    [["Failed processing incoming headers", fault("unsaid")]],
  ),
  ...rowsFrom({ stack: "grpc-go", seen: "grpc-go 1.85.0 http2_server.go, handler_server.go" }, [
    [
      /Received a HEADERS frame with (:method) \\?"[^"\n\\]{0,80}\\?" which should be POST/,
      named,
      'Received a HEADERS frame with :method "GET" which should be POST',
    ],
    [
      /invalid gRPC request (method|content-type) \\?"[^"\n\\]{0,80}/,
      named,
      'invalid gRPC request content-type "application/json"',
    ],
    [
      /malformed (grpc-timeout): (?:transport: )?timeout (?:string|unit) is [\w ]{8,20}/,
      named,
      'malformed grpc-timeout: transport: timeout string is too long: "123456789S"',
    ],
    [
      /malformed binary metadata \\?"[^"\n\\]{0,200}\\?" in header \\?"([^"\n\\]{1,80})/,
      named,
      'malformed binary metadata "%%%" in header "kv-note-bin": illegal base64 data at input byte 0',
    ],
    ["no host or :authority header present", fault(":authority")],
    [
      /Received a HEADERS frame with a (:connection) header which makes the request malformed/,
      named,
      "Received a HEADERS frame with a :connection header which makes the request malformed, as per the HTTP/2 spec",
      "server",
    ],
  ]),
  ...rowsFrom({ stack: "grpc-js", seen: "grpc-js 1.14.7 server-interceptors.ts" }, [
    [/Invalid (grpc-timeout) value \\?"[^"\n\\]{0,80}/, named, 'Invalid grpc-timeout value "-1S"'],
  ]),
  ...rowsFrom({ stack: "grpc-java", seen: "grpc-java 1.79.0 NettyServerHandler, GrpcUtil" }, [
    [
      /(Content-Type) '[^'\n]{1,80}' is not supported/,
      named,
      "Content-Type 'text/plain' is not supported",
    ],
    [
      /(Content-Type) is missing from the request/,
      named,
      "Content-Type is missing from the request",
    ],
    [/(?<!\w)(Method) '[A-Z]{3,7}' is not supported/, named, "Method 'GET' is not supported"],
    [
      /Expected (path) (?:but is missing|to start with \/: )/,
      named,
      "Expected path but is missing",
    ],
    [
      /Expected header (TE): trailers, but [^\n]{1,60}? is received/,
      named,
      "Expected header TE: trailers, but null is received. This means some intermediate proxy may not support trailers",
      "server",
    ],
  ]),
  ...rowsFrom(
    { stack: "tonic", seen: "tonic 0.14.9 transport/service/grpc_timeout.rs", role: "server" },
    [[/Error parsing `(grpc-timeout)` header/, named, 'Error parsing `grpc-timeout` header "-1S"']],
  ),
];
