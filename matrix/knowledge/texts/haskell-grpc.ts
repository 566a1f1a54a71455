import type { Fact } from "../../domain/fact.ts";
import { http2CodeNamed } from "./http2-code.ts";
import { type Row, rowsFrom, textIn } from "./row.ts";

const ofConnection = (match: RegExpMatchArray): Fact =>
  match[1] === "Received"
    ? { fact: "goaway", code: http2CodeNamed(match[2]), debug: textIn(match, 3) }
    : http2CodeNamed(match[2]) === "ENHANCE_YOUR_CALM"
      ? { fact: "goaway", code: "ENHANCE_YOUR_CALM", debug: textIn(match, 3) }
      : { fact: "http2-rule-broken" };

/** Statuses as grapesy and grpc-haskell spell them: GrpcUnauthenticated, StatusUnauthenticated. */
const status = (match: RegExpMatchArray): Fact => {
  const name = (match[1] ?? match[2] ?? "").replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();
  return { fact: "wrapper", of: "status", status: name };
};

/** gRPC and HTTP/2 in Haskell and OCaml. */
export const haskellGrpcRows: readonly Row[] = [
  ...rowsFrom({ stack: "haskell", seen: "http2 5.3 Network/HTTP2/H2/Types.hs" }, [
    [
      /ConnectionErrorIs(Received|Sent) (\w{4,30}) \d{1,10} "([^"\n]{0,120})"/,
      ofConnection,
      'ConnectionErrorIsReceived EnhanceYourCalm 0 "too_many_pings"',
    ],
    [
      /StreamErrorIs(?:Received|Sent) (\w{4,30}) \d{1,10}/,
      (match) => ({ fact: "stream-reset", code: http2CodeNamed(match[1]) }),
      "StreamErrorIsReceived RefusedStream 1",
    ],
    [/\bConnectionIsClosed\b/, { fact: "closed" }, "ConnectionIsClosed"],
    [/\bConnectionIsTimeout\b/, { fact: "timeout", of: "unsaid" }, "ConnectionIsTimeout"],
  ]),
  ...rowsFrom(
    {
      stack: "haskell",
      seen: "reports of users of grapesy and grpc-haskell",
      role: "client",
    },
    [
      [
        /\bgrpcError = Grpc([A-Z]\w{4,20})|\bGRPCIOBadStatusCode Status([A-Z]\w{4,20})/,
        status,
        "GrpcException {grpcError = GrpcUnauthenticated, grpcErrorMessage = Nothing}",
      ],
      [
        /\bGRPCIOTimeout\b/,
        { fact: "wrapper", of: "deadline", status: null },
        "ClientIOError GRPCIOTimeout",
      ],
    ],
  ),
  ...rowsFrom({ stack: "other", seen: "ocaml-h2 0.13 lib/parse.ml, server_connection.ml" }, [
    [
      /\b(?:ProtocolError|FrameSizeError), ?"Invalid connection preface"/,
      { fact: "not-http2" },
      '(ProtocolError, "Invalid connection preface")',
    ],
    [
      /\b(?:ProtocolError|FrameSizeError|FlowControlError|CompressionError), ?"[A-Z][^"\n]{8,120}"/,
      { fact: "http2-rule-broken" },
      '(ProtocolError, "HEADERS must be associated with a stream")',
    ],
  ]),
];
