import type { Fact } from "../../domain/fact.ts";
import { grpcStatusNamed } from "../../domain/grpc-status.ts";
import { type Row, rowsFrom } from "./row.ts";

const numbered = (match: RegExpMatchArray): Fact | undefined => {
  const status = grpcStatusNamed(match[1] ?? "");
  return status === undefined || status === "OK"
    ? undefined
    : { fact: "wrapper", of: "status", status };
};

/** The words are also the system's, of a file; the status of the call stands beside them. */
const forbidden = ({ index = 0, input = "" }: RegExpMatchArray): Fact => ({
  fact: "wrapper",
  of: "status",
  status: /grpc_status["']? ?: ?"?16\b/.test(input.slice(Math.max(0, index - 200), index + 200))
    ? "UNAUTHENTICATED"
    : "PERMISSION_DENIED",
});

const unusable = (why: string): Fact => ({ fact: "target-unusable", why });

/** gRPC core's words of a call, of its credentials and of the files that they come from. */
export const grpcCoreCallRows: readonly Row[] = [
  ...rowsFrom(
    { stack: "grpc-core", seen: "grpc++ 1.51 impl/client_unary_call.h, call.h", role: "client" },
    [["No message returned for unary request", { fact: "message-count-wrong" }]],
  ),
  ...rowsFrom({ stack: "grpc-core", seen: "grpcio 1.85.1 _channel.py, _server.py, aio/_call.py" }, [
    [
      /Exception (?:de)?serializing (?:response|request)!/,
      ({ 0: words }) =>
        words.includes("deserializing")
          ? { fact: "message-not-parsable" }
          : { fact: "other-failure", what: "The message could not be written" },
      "Exception deserializing response!",
    ],
    [
      /\bLocally cancelled by application!|\bgrpc\.(?:aio\.)?FutureCancelledError\b/,
      { fact: "cancelled" },
      "Locally cancelled by application!",
      "client",
    ],
    [
      /\bgrpc\.FutureTimeoutError\b/,
      { fact: "wrapper", of: "deadline", status: null },
      "grpc.FutureTimeoutError",
      "client",
    ],
  ]),
  // The status of a call by its number: Ruby's `16:details. debug_error_string:{…}`.
  ...rowsFrom(
    {
      stack: "grpc-core",
      seen: "grpc 1.6 src/ruby/lib/grpc/errors.rb; gitlab:gitaly:check",
      role: "client",
    },
    [
      [
        /(?<![\w.:-])(\d{1,2}):[^\n{}:]{1,200}\. ?debug_error_string:\{/,
        numbered,
        "16:authentication required. debug_error_string:{UNKNOWN:Error received from peer}",
      ],
      [
        /grpc_message\\{0,3}["']? ?: ?\\{0,3}"permission denied/i,
        forbidden,
        '{grpc_message:"permission denied", grpc_status:7}',
      ],
    ],
  ),
  ...rowsFrom(
    { stack: "grpc-core", seen: "grpcio 1.51.1 and 1.85.1 cygrpc, compression_filter.cc" },
    [
      [
        /Compression algorithm '[\w-]{1,40}' is disabled\.|Invalid compression algorithm value '\d{1,4}'|Compression algorithm \('[\w-]{1,40}'\) not present in the accepted encodings/,
        { fact: "message-encoding-unsupported" },
        "Compression algorithm 'zstd' is disabled.",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "grpc-core",
      seen: "grpcio 1.85.1 cygrpc: security connectors, ssl_transport_security.cc",
    },
    [
      [
        /Established channel does not have (?:a sufficient security level to transfer call credential|an auth property representing a security level)/,
        unusable("per-call credentials need TLS"),
        "Established channel does not have a sufficient security level to transfer call credential.",
        "client",
      ],
      [
        /Getting metadata from plugin failed with error:/,
        { fact: "wrapper", of: "status", status: "UNAUTHENTICATED" },
        "Getting metadata from plugin failed with error: x",
        "client",
      ],
    ],
  ),
];
