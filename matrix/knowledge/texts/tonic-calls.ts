import type { Fact } from "../../domain/fact.ts";
import { http2CodeNamed } from "./http2-code.ts";
import { type Row, rowsFrom } from "./row.ts";

/** Reasons in the words of h2's frame/reason.rs, and the codes of RFC 9113 section 7 that they stand for. */
const reasons = {
  "unspecific protocol error detected": "PROTOCOL_ERROR",
  "unexpected internal error encountered": "INTERNAL_ERROR",
  "flow-control protocol violated": "FLOW_CONTROL_ERROR",
  "settings ACK not received in timely manner": "SETTINGS_TIMEOUT",
  "received frame when stream half-closed": "STREAM_CLOSED",
  "stream frame received after half-close": "STREAM_CLOSED",
  "refused stream before processing any application logic": "REFUSED_STREAM",
  "stream no longer needed": "CANCEL",
  "unable to maintain the header compression context": "COMPRESSION_ERROR",
  "connection established in response to a CONNECT request was reset or abnormally closed":
    "CONNECT_ERROR",
  "detected excessive load generating behavior": "ENHANCE_YOUR_CALM",
  "security properties do not meet minimum requirements": "INADEQUATE_SECURITY",
} as const;

const told = new RegExp(
  `(?:(connection)|stream) error (received|sent by user|detected): (${Object.keys(reasons).join("|")})`,
);

const reasonOf = ([, connection, whose, words]: RegExpMatchArray): Fact => {
  const code = reasons[words as keyof typeof reasons];
  if (code === "ENHANCE_YOUR_CALM") return { fact: "goaway", code, debug: null };
  if (whose === "detected") return { fact: "http2-rule-broken" };
  return connection === undefined
    ? { fact: "stream-reset", code }
    : { fact: "goaway", code, debug: null };
};

/** What tonic, h2, hyper and tower say of a call whose connection stood. */
export const tonicCallRows: readonly Row[] = [
  ...rowsFrom({ stack: "tonic", seen: "tonic 0.14.9 client/grpc.rs, server/grpc.rs, codec/" }, [
    [
      /(?<=message: \\?")Missing response message\./,
      { fact: "message-count-wrong" },
      'status: Internal, message: "Missing response message."',
      "client",
    ],
    [
      /(?<=message: \\?")Missing request message\./,
      { fact: "request-malformed", field: "number of messages" },
      'status: Internal, message: "Missing request message."',
    ],
    [
      "received message with compressed-flag but no grpc-encoding was specified",
      { fact: "message-framing-broken" },
    ],
    ["Unexpected EOF decoding stream.", { fact: "message-framing-broken" }],
    [
      /failed to decode Protobuf message:/,
      { fact: "message-not-parsable" },
      "failed to decode Protobuf message: invalid tag value: 0",
    ],
    [
      /Error decompressing: size limit, of \d{1,12} bytes, exceeded/,
      { fact: "message-too-large", size: null, limit: null },
      "Error decompressing: size limit, of 4194304 bytes, exceeded while decompressing message",
    ],
    [
      /Too many active requests for the connection|(?<=Overloaded: |message: \\?")service overloaded/,
      { fact: "too-many-calls" },
      "Too many active requests for the connection",
    ],
    ["TimeoutExpired(())", { fact: "wrapper", of: "deadline", status: null }],
    [
      /code: Unimplemented\b/,
      { fact: "unimplemented", what: null },
      'Status { code: Unimplemented, message: "" }',
    ],
  ]),
  ...rowsFrom(
    { stack: "tonic", seen: "h2 0.4.20 error.rs, frame/reason.rs, codec/error.rs; hyper 1.12" },
    [
      [told, reasonOf, "connection error received: flow-control protocol violated"],
      [
        /GoAway\(b"[^"\n]{0,80}", (?!NO_ERROR|FRAME_SIZE_ERROR)([A-Z_\d]{4,30}), (?:Library|User)\)/,
        ([, code]) =>
          code === "ENHANCE_YOUR_CALM"
            ? { fact: "goaway", code, debug: null }
            : { fact: "http2-rule-broken" },
        'kind: GoAway(b"", PROTOCOL_ERROR, Library)',
      ],
      [
        /Reset\(StreamId\(\d{1,10}\), ([A-Z_\d]{4,30}), (?:Library|User)\)/,
        ([, code]) => ({ fact: "stream-reset", code: http2CodeNamed(code) }),
        "kind: Reset(StreamId(1), PROTOCOL_ERROR, Library)",
      ],
      ["user error: header too big", { fact: "header-list-too-large" }],
      [
        /hyper::Error\(Canceled, "connection closed"\)/,
        { fact: "wrapper", of: "close", status: null },
        'hyper::Error(Canceled, "connection closed")',
      ],
    ],
  ),
];
