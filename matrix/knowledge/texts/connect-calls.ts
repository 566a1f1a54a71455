import type { Fact } from "../../domain/fact.ts";
import { numberIn, type Row, rowsFrom } from "./row.ts";

/** Connect's codes (connectrpc.com/docs/protocol) that say why by themselves. */
const codes: Readonly<Record<string, Fact>> = {
  canceled: { fact: "cancelled" },
  deadline_exceeded: { fact: "wrapper", of: "status", status: "DEADLINE_EXCEEDED" },
  permission_denied: { fact: "wrapper", of: "status", status: "PERMISSION_DENIED" },
  resource_exhausted: { fact: "wrapper", of: "status", status: "RESOURCE_EXHAUSTED" },
  unimplemented: { fact: "wrapper", of: "status", status: "UNIMPLEMENTED" },
  unauthenticated: { fact: "wrapper", of: "status", status: "UNAUTHENTICATED" },
};

const coded = (match: RegExpMatchArray): Fact | undefined => codes[match[1] ?? ""];

const nextInList =
  /(?:^|\n)(?:unknown|invalid_argument|not_found|already_exists|failed_precondition|aborted|out_of_range|data_loss): /;

/** A list of the codes has others in lines of their own. */
const inNoList = (match: RegExpMatchArray): Fact | undefined => {
  const { index = 0, input = "" } = match;
  return nextInList.test(input.slice(Math.max(0, index - 400), index + 400))
    ? undefined
    : coded(match);
};

/** Connect's and Twirp's clients of a call whose connection stood, and grpc-web's of any. */
export const connectCallRows: readonly Row[] = [
  ...rowsFrom({ stack: "other", seen: "connect-go 1.19, connect-es 2.1, connect-swift 1.2" }, [
    [
      /\bunary (?:response|stream) has (?:zero|no|multiple) messages?/,
      { fact: "message-count-wrong" },
      "unimplemented: unary response has zero messages",
    ],
    [
      /protocol error: (?:missing|received extra) output message for unary method/,
      { fact: "message-count-wrong" },
      "protocol error: missing output message for unary method",
    ],
    [
      /\bunary request has (?:zero|multiple) messages|protocol error: (?:missing|received extra) input message for unary method/,
      { fact: "request-malformed", field: "number of messages" },
      "unary request has zero messages",
    ],
    [
      /missing required header: set Connect-Protocol-Version to/,
      { fact: "request-malformed", field: "Connect-Protocol-Version" },
      'missing required header: set Connect-Protocol-Version to "1"',
    ],
    [
      /protocol error: (?:incomplete envelope(?:: unexpected EOF)?|invalid envelope flags \d{1,3}|promised \d{1,12} bytes in enveloped message, got \d{1,12} bytes|received compressed envelope, but do not know how to decompress|sent compressed message without compression support)|corrupt response: \d{1,12} extra bytes after end of stream/,
      { fact: "message-framing-broken" },
      "protocol error: promised 1010792557 bytes in enveloped message, got 30 bytes",
    ],
    [
      /protocol error: (?:no Grpc-Status trailer(?:: unexpected EOF)?|missing trailer)/i,
      { fact: "no-grpc-status" },
      "protocol error: no Grpc-Status trailer: unexpected EOF",
    ],
    [
      /protocol error: invalid error code "[^"\n]{0,40}"|invalid grpc-status: \S{1,40}/,
      { fact: "grpc-status-malformed" },
      'protocol error: invalid error code "abc"',
    ],
    [
      /unknown (?:encoding|compression) "[\w-]{1,40}"(?=: (?:accepted|supported) encodings)|unsupported response encoding "[\w-]{1,40}"/,
      { fact: "message-encoding-unsupported" },
      'unknown compression "zstd": supported encodings are gzip',
    ],
    [
      /message size (\d{1,12}) (?:is larger than configured (?:max|readMaxBytes|writeMaxBytes)|exceeds sendMaxBytes) (\d{1,12})/,
      (match) => ({
        fact: "message-too-large",
        size: numberIn(match, 1),
        limit: numberIn(match, 2),
      }),
      "message size 5242880 is larger than configured max 4194304",
    ],
    [
      /message is larger than configured max (\d{1,12}) - unable to determine message size(?:: (?:unexpected )?EOF)?/,
      (match) => ({ fact: "message-too-large", size: null, limit: numberIn(match) }),
      "message is larger than configured max 4194304 - unable to determine message size: EOF",
    ],
    [
      /invalid content-type: "?([^"\s;]{1,80})"?; expecting "application\/[\w+.-]{1,40}"/,
      (match) => ({ fact: "content-type", type: match[1] ?? "" }),
      'invalid content-type: "text/html"; expecting "application/grpc+proto"',
    ],
    [
      /unexpected content-type: ([\w+.-]{1,40}\/[\w+.-]{1,40})/,
      (match) => ({ fact: "content-type", type: match[1] ?? "" }),
      "unexpected content-type: text/html",
    ],
    [
      /(?<=: |\] )(?:unmarshal message: |parse binary: )/,
      { fact: "message-not-parsable" },
      "invalid_argument: unmarshal message: x",
    ],
    [
      /http\/2 stream closed with error code (?:[A-Z_\d]{4,30} )?\(0x([\da-f]{1,2})\)/,
      (match) => ({ fact: "stream-reset", code: String(Number.parseInt(match[1] ?? "", 16)) }),
      "http/2 stream closed with error code INTERNAL_ERROR (0x2)",
    ],
  ]),
  ...rowsFrom(
    {
      stack: "other",
      seen: "connect-es 2.1 connect-error.ts, connect-go 1.19 error.go, twirp 8.1 errors.go",
      role: "client",
    },
    [
      [/\bConnectError: \[(\w{5,20})\]/, coded, "ConnectError: [unauthenticated] no token"],
      [/\btwirp error (\w{5,20}):/, coded, "twirp error unauthenticated: no token"],
      [
        /(?:^|error: |failed: |err=\\?"|Failure: )(canceled(?=: context canceled)|deadline_exceeded|permission_denied|unauthenticated): (?=\S)/m,
        inNoList,
        "unauthenticated: no token",
      ],
      [
        // The body of an error in the Connect protocol.
        /\{"code":\s?"(deadline_exceeded|permission_denied|unauthenticated)"(?=,\s?"message":|\})/,
        coded,
        '{"code":"unauthenticated","message":"invalid token"}',
      ],
      [
        /\[deadline_exceeded\] (?:the operation timed out|request exceeded allowed timeout)/,
        { fact: "wrapper", of: "deadline", status: null },
        "ConnectError: [deadline_exceeded] the operation timed out",
      ],
      [/\bunavailable: unexpected EOF/, { fact: "closed" }, "unavailable: unexpected EOF"],
      [
        /\bConnectError: \[\w{5,20}\] (?:Failed to fetch|Load failed|fetch failed|NetworkError when attempting)/,
        { fact: "wrapper", of: "unanswered", status: null },
        "ConnectError: [unknown] Failed to fetch",
      ],
      [
        /\bunimplemented: (?:404 Not Found|\S{3,200} is not implemented)/,
        { fact: "unimplemented", what: null },
        "unimplemented: kv.KV.Get is not implemented",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "other",
      seen: "grpc-web 2 grpcwebclientbase.js; improbable-eng grpc-web 0.15; twirp 8.1 generator.go",
      role: "client",
    },
    [
      [
        /(?<=Error: )Incomplete response/,
        { fact: "no-grpc-status" },
        "RpcError: Incomplete response",
      ],
      [
        /Unknown Content-type received\./,
        { fact: "not-grpc", byte: null },
        "RpcError: Unknown Content-type received.",
      ],
      [
        /(?<=Error: )Error in parsing response body/,
        { fact: "message-framing-broken" },
        "RpcError: Error in parsing response body",
      ],
      [
        /Http response at 400 or 500 level, http status code: 0(?!\d)/,
        { fact: "wrapper", of: "unanswered", status: null },
        "Http response at 400 or 500 level, http status code: 0",
      ],
      [
        /Http response at 400 or 500 level, http status code: ([1-5]\d\d)/,
        (match) => ({ fact: "http-status", status: Number(match[1]) }),
        "Http response at 400 or 500 level, http status code: 502",
      ],
      [
        /Response closed without (?:headers|grpc-status(?: \((?:Headers only|Trailers provided)\))?)/,
        ({ 0: words }) =>
          words.endsWith("headers")
            ? { fact: "wrapper", of: "unanswered", status: null }
            : { fact: "no-grpc-status" },
        "Response closed without grpc-status (Headers only)",
      ],
      [
        /Error from intermediary with HTTP status code (\d{3})|unexpected HTTP status code (\d{3}) \S{1,4}[\w ]{2,40}\S{1,4} received, Location=/,
        (match) => ({ fact: "http-status", status: Number(match[1] ?? match[2]) }),
        'Error from intermediary with HTTP status code 503 "Service Unavailable"',
      ],
      [
        /(?<=bad_route: )no handler for path \S{1,4}(\/[^"\s\\]{1,200})/,
        (match) => ({ fact: "unimplemented", what: match[1] ?? null }),
        'bad_route: no handler for path "/twirp/kv.KV/Got"',
      ],
      [
        /(?<=bad_route: )unexpected Content-Type: /,
        { fact: "request-malformed", field: "content-type" },
        'twirp error bad_route: unexpected Content-Type: ""',
      ],
    ],
  ),
];
