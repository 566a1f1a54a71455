import { type Row, rowsFrom } from "./row.ts";

/** What grpc-js says of messages, and of what it was given to dial or to serve with. */
export const grpcJsCallRows: readonly Row[] = [
  ...rowsFrom(
    {
      stack: "grpc-js",
      seen: "grpc-js 1.14 client.ts, call.ts, subchannel-call.ts",
      role: "client",
    },
    [
      [
        /(?<=1[23] (?:UNIMPLEMENTED|INTERNAL): )(?:Too many responses received|No message received)/,
        { fact: "message-count-wrong" },
        "12 UNIMPLEMENTED: Too many responses received",
      ],
      [
        /(?<=1 CANCELLED: )(?:Cancelled on client|Call cancelled)/,
        { fact: "cancelled" },
        "1 CANCELLED: Cancelled on client",
      ],
      [
        /(?<=14 UNAVAILABLE: )Connection dropped(?! by)/,
        { fact: "closed" },
        "14 UNAVAILABLE: Connection dropped",
      ],
      [
        /Response message parsing error:/,
        { fact: "message-not-parsable" },
        "13 INTERNAL: Response message parsing error: index out of range: 3 + 10 > 8",
      ],
      [
        "Failed to retrieve auth metadata with error:",
        { fact: "wrapper", of: "status", status: "UNAUTHENTICATED" },
      ],
      [
        /Failed to connect to proxy \S{1,120} with error/,
        { fact: "proxy-connect", status: null },
        "Failed to connect to proxy 10.0.0.1:3128 with error x",
      ],
    ],
  ),
  ...rowsFrom(
    { stack: "grpc-js", seen: "grpc-js 1.14 server.ts, server-interceptors.ts", role: "server" },
    [
      [
        /Received (?:a second|no) request message for server streaming method \S{1,200}/,
        { fact: "request-malformed", field: "number of messages" },
        "Received no request message for server streaming method /kv.KV/List",
      ],
      [
        /Error deserializing request:/,
        { fact: "message-not-parsable" },
        "13 INTERNAL: Error deserializing request: invalid wire type 7 at offset 3",
      ],
    ],
  ),
  ...rowsFrom({ stack: "grpc-js", seen: "grpc-js 1.14 compression-filter.ts" }, [
    [
      /Compression method not supported: [\w-]{1,40}/,
      { fact: "message-encoding-unsupported" },
      "Compression method not supported: zstd",
    ],
    [
      'Received compressed message but "grpc-encoding" header was identity',
      { fact: "message-framing-broken" },
    ],
    [
      /(?:Received message that decompresses to|Attempted to send message with) a size larger than \d{1,12}/,
      { fact: "message-too-large", size: null, limit: null },
      "Attempted to send message with a size larger than 4194304",
    ],
  ]),
  ...rowsFrom(
    { stack: "grpc-js", seen: "grpc-js 1.14 channel-credentials.ts, channel.ts", role: "client" },
    [
      [
        /Cannot compose insecure credentials|Channel credentials must be a ChannelCredentials object|Channel target must be a string/,
        { fact: "target-unusable", why: "no credentials or target that a channel takes" },
        "Error: Cannot compose insecure credentials",
      ],
      [
        /Private key must be given with accompanying certificate chain|Certificate chain must be given with accompanying private key|(?:Root certificate|Private key|Certificate chain), if provided, must be a Buffer/,
        { fact: "key-not-loadable", what: "pair" },
        "Error: Private key must be given with accompanying certificate chain",
      ],
    ],
  ),
  // Google's libraries for Node, whose errors grpc-js passes on.
  ...rowsFrom(
    {
      stack: "grpc-js",
      seen: "google-auth-library 9 googleauth.ts; google-gax 4 retries.ts",
      role: "client",
    },
    [
      ["Could not load the default credentials", { fact: "credentials-rejected" }],
      [
        /Total timeout of API \S{1,200} exceeded \d{1,9} milliseconds/,
        { fact: "wrapper", of: "deadline", status: null },
        "Total timeout of API google.pubsub.v1.Publisher exceeded 60000 milliseconds before any response was received.",
      ],
    ],
  ),
];
