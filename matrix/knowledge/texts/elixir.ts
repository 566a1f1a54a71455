import type { Fact } from "../../domain/fact.ts";
import { grpcStatusNamed } from "../../domain/grpc-status.ts";
import { http2CodeNamed } from "./http2-code.ts";
import { type Row, rowsFrom, textIn } from "./row.ts";

const numbered = (match: RegExpMatchArray): Fact | undefined => {
  const status = grpcStatusNamed(match[1] ?? match[2] ?? "");
  return status === undefined || status === "OK"
    ? undefined
    : { fact: "wrapper", of: "status", status };
};

const goaway = (match: RegExpMatchArray): Fact => ({
  fact: "goaway",
  code: http2CodeNamed(match[1] ?? match[3]),
  debug: textIn(match, 2),
});

const reset = (match: RegExpMatchArray): Fact => ({
  fact: "stream-reset",
  code: http2CodeNamed(match[1]),
});

/** gRPC in Elixir and Erlang: grpc, grpcbox, and the HTTP/2 clients Mint and gun beneath them. */
export const elixirRows: readonly Row[] = [
  ...rowsFrom({ stack: "erlang", seen: "elixir-grpc 0.11 rpc_error.ex, status.ex; grpcbox 0.17" }, [
    [
      /%GRPC\.RPCError\{[^}\n]{0,200}?status: (\d{1,2})\b/,
      numbered,
      '%GRPC.RPCError{status: 16, message: "no token"}',
    ],
    [
      /\(GRPC\.RPCError\) status: (\d{1,2})\b/,
      numbered,
      '** (GRPC.RPCError) status: 7, message: "not yours"',
    ],
    [
      /\{(?:grpc_error|error), ?\{<<"(\d{1,2})">>, ?<</,
      numbered,
      '{error,{<<"16">>,<<"no token">>},#{}}',
    ],
    [
      /(?<=RPCError\) |message: ")Deadline expired|(?<=message: ")timeout when waiting for server/,
      { fact: "wrapper", of: "deadline", status: null },
      "** (GRPC.RPCError) Deadline expired",
    ],
    [
      /(?<=RPCError\) |message: ")The operation was cancelled/,
      { fact: "cancelled" },
      "** (GRPC.RPCError) The operation was cancelled",
    ],
    [
      /(?<=RPCError\) |message: ")Request body too large|Encoded message is too large \(\d{1,12} bytes\)/,
      { fact: "message-too-large", size: null, limit: null },
      '{:error, "Encoded message is too large (9 bytes)"}',
    ],
  ]),
  ...rowsFrom({ stack: "erlang", seen: "Mint 1.7 transport_error.ex, http2.ex", role: "client" }, [
    [
      /\(Mint\.TransportError\) non-existing domain/,
      { fact: "name-not-resolved", name: null },
      "** (Mint.TransportError) non-existing domain",
    ],
    [
      /\(Mint\.TransportError\) connection refused/,
      { fact: "connection-refused" },
      "** (Mint.TransportError) connection refused",
    ],
    [
      /\(Mint\.TransportError\) ALPN protocol not negotiated|:?\bprotocol_not_negotiated\b/,
      { fact: "no-alpn-selected" },
      "** (Mint.TransportError) ALPN protocol not negotiated",
    ],
    [/\bbad_alpn_protocol\b/, { fact: "alpn-none-in-common" }, '{:bad_alpn_protocol, "http/1.1"}'],
    [
      /\(Mint\.TransportError\) timeout|Mint\.TransportError\{reason: :timeout\}/,
      { fact: "timeout", of: "unsaid" },
      "%Mint.TransportError{reason: :timeout}",
    ],
    [
      /\(Mint\.TransportError\) socket closed|\(Mint\.HTTPError\) the connection is closed(?! for)/,
      { fact: "closed" },
      "** (Mint.TransportError) socket closed",
    ],
    [
      /server closed request with error code :(\w{4,30})/,
      reset,
      "server closed request with error code :internal_error",
    ],
    [
      /:server_closed_request, :(\w{4,30})/,
      reset,
      "reason: {:server_closed_request, :internal_error}",
    ],
    [
      /server closed connection with error code :(\w{4,30}) and debug data: ?([^\n"]{0,80})/,
      goaway,
      "server closed connection with error code :no_error and debug data: max_age",
    ],
    [
      /:server_closed_connection, :(\w{4,30}), "([^"\n]{0,80})"/,
      goaway,
      'reason: {:server_closed_connection, :no_error, "max_age"}',
    ],
    [
      /the connection is closed for writing/,
      { fact: "goaway", code: null, debug: null },
      "the connection is closed for writing, which means",
    ],
    [
      /the given header list \(of size \d{1,9}\) goes over the max header list size|:max_header_list_size_exceeded\b/,
      { fact: "header-list-too-large" },
      "the given header list (of size 20480) goes over the max header list size of 16384",
    ],
    [
      /the number of max concurrent HTTP\/2 requests supported by the server has been reached|:too_many_concurrent_requests\b/,
      { fact: "streams-exhausted" },
      "reason: :too_many_concurrent_requests",
    ],
    [
      /the :status pseudo-header \(which is required in HTTP\/2\) is missing|reason: :missing_status_header\b/,
      { fact: "reply-malformed" },
      "reason: :missing_status_header",
    ],
    [
      /(?<=\(Mint\.HTTPError\) )(?:protocol|compression|flow control|frame size) error|(?<=reason: \{):(?:protocol|compression|flow_control|frame_size)_error\b/,
      { fact: "not-http2" },
      "** (Mint.HTTPError) protocol error: received invalid frame goaway during handshake",
    ],
  ]),
  ...rowsFrom(
    { stack: "erlang", seen: "gun 2.1 gun_http2.erl; cowlib 2.13 cow_http2_machine.erl" },
    [
      [
        /\bstream_error, ?:?(\w{4,30}), ?:?[\\"']{1,4}Stream reset by server/,
        reset,
        "{stream_error,internal_error,'Stream reset by server.'}",
      ],
      [
        /\{:?goaway, ?:?(\w{4,30}), ?(?:<<)?"?([^"\n>]{0,80})|\{:?goaway, ?\{:?connection_error, ?:?(\w{4,30})/,
        goaway,
        '{:goaway, :no_error, "max_age"}',
      ],
      [
        /connection_error, ?:?\w{3,30}, ?[\\"']{1,2}(?:The preface|The first frame must be|Invalid (?:connection )?preface)/,
        { fact: "not-http2" },
        "{connection_error,protocol_error,'The first frame must be a SETTINGS frame. (RFC7540 3.5)'}",
      ],
      [
        /connection_error, ?:?(?:protocol|flow_control|frame_size|compression)_error, ?[\\"']/,
        { fact: "http2-rule-broken" },
        "{connection_error,protocol_error,'PING frames MUST NOT be associated with a stream. (RFC7540 6.7)'}",
      ],
      [
        /\{:error, :timeout\}(?= ?=? ?GRPC)/,
        { fact: "timeout", of: "connect" },
        '{:error, :timeout} = GRPC.Stub.connect("kv:443")',
      ],
    ],
  ),
];
