import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";

const broken: Fact = { fact: "message-framing-broken" };

/** Grpc.Net.Client, and what HttpClient says of HTTP/2 beneath it. */
export const grpcDotnetCallRows: readonly Row[] = [
  ...rowsFrom({ stack: "dotnet", seen: "grpc-dotnet 2.7 Internal/GrpcCall.cs", role: "client" }, [
    // A status of OK without a message: what cannot be parsed is told by its exception.
    [
      /(?<=Detail=")Failed to deserialize response message\.(?!", DebugException="Google\.Protobuf)/,
      { fact: "message-count-wrong" },
      'Status(StatusCode="Internal", Detail="Failed to deserialize response message.")',
    ],
    [
      /gRPC call deadline exceeded\./,
      { fact: "wrapper", of: "deadline", status: null },
      "gRPC call deadline exceeded.",
    ],
    [
      /(?<=Detail=")gRPC call disposed\./,
      { fact: "cancelled" },
      'Status(StatusCode="Cancelled", Detail="gRPC call disposed.")',
    ],
    [
      /Unexpected grpc-status value: \S{0,40}/,
      { fact: "grpc-status-malformed" },
      "Unexpected grpc-status value: abc",
    ],
    [
      "The configured CallCredentials were not used because the call does not use TLS",
      { fact: "target-unusable", why: "per-call credentials need TLS" },
    ],
  ]),
  ...rowsFrom({ stack: "dotnet", seen: "grpc-dotnet 2.7 StreamExtensions.cs, PipeExtensions.cs" }, [
    [
      /(?:Received|Sending) message exceeds the maximum configured message size/,
      { fact: "message-too-large", size: null, limit: null },
      "Received message exceeds the maximum configured message size.",
    ],
    [
      /Unsupported grpc-encoding value '[\w-]{1,40}'/,
      { fact: "message-encoding-unsupported" },
      "Unsupported grpc-encoding value 'zstd'. Supported encodings: identity",
    ],
    ["Request did not include grpc-encoding value with compressed message", broken],
    ["Request sent 'identity' grpc-encoding value with compressed message", broken],
    ["Unexpected compressed flag value in message header", broken],
    [
      /Unexpected end of content while reading the message (?:header|content)/,
      broken,
      "Unexpected end of content while reading the message header.",
    ],
    ["Unexpected data after finished reading message", broken],
    [
      /(?<=Detail=")(?:Incomplete message|Additional data after the message received)\./,
      broken,
      'Status(StatusCode="Internal", Detail="Incomplete message.")',
    ],
  ]),
  ...rowsFrom({ stack: "dotnet", seen: "grpc-dotnet 2.7 Balancer/", role: "client" }, [
    [
      /Error getting DNS hosts for address '[^'\n]{1,253}'|Error querying DNS hosts for '[^'\n]{1,253}'|Resolver returned no addresses/,
      { fact: "name-not-resolved", name: null },
      "Resolver returned no addresses.",
    ],
    ["Timeout connecting to subchannel.", { fact: "timeout", of: "connect" }],
    ["Error connecting to subchannel.", { fact: "wrapper", of: "attempt", status: null }],
    ["Lost connection to socket.", { fact: "closed" }],
    [
      /Resolver address '[^'\n]{1,253}' is not valid\. Please use dns:\/\/\//,
      { fact: "target-unusable", why: "two slashes where dns: has three" },
      "Resolver address 'dns://kv:443' is not valid. Please use dns:/// for DNS provider.",
    ],
    [
      /No address resolver configured for the scheme '[\w.+-]{1,40}'/,
      { fact: "target-unusable", why: "unknown scheme" },
      "No address resolver configured for the scheme 'consul'.",
    ],
  ]),
  ...rowsFrom({ stack: "dotnet", seen: "reports of users of .NET's HttpClient", role: "client" }, [
    [
      /The HTTP\/2 server did(?: not|n't) respond to a ping request within the configured KeepAlivePing(?:Delay|Timeout)/,
      { fact: "timeout", of: "keepalive" },
      "The HTTP/2 server didn't respond to a ping request within the configured KeepAlivePingDelay.",
    ],
    [
      /The response ended prematurely(?: while waiting for the next frame from the server)?/,
      { fact: "closed" },
      "The response ended prematurely. (ResponseEnded)",
    ],
    [
      /The HTTP\/2 server sent invalid data on the connection/,
      { fact: "http2-rule-broken" },
      "The HTTP/2 server sent invalid data on the connection. HTTP/2 error code 'PROTOCOL_ERROR' (0x1).",
    ],
    ["The HTTP/2 request was not processed", { fact: "stream-reset", code: null }],
  ]),
];
