import { numberIn, type Row, rowsFrom, textIn } from "./row.ts";

/** grpc-swift 1 and 2 on SwiftNIO. */
export const grpcSwiftRows: readonly Row[] = [
  ...rowsFrom(
    { stack: "other", seen: "grpc-swift 1 Sources/GRPC/GRPCError.swift, ConnectionManager.swift" },
    [
      [
        /Payload length exceeds limit \((\d{1,12}) > (\d{1,12})\)/,
        (match) => ({
          fact: "message-too-large",
          size: numberIn(match, 1),
          limit: numberIn(match, 2),
        }),
        "Payload length exceeds limit (5242880 > 4194304)",
      ],
      [
        /Invalid HTTP response status: (\d{3})/,
        (match) => ({ fact: "http-status", status: Number(match[1]) }),
        "Invalid HTTP response status: 502",
        "client",
      ],
      [
        /Invalid 'content-type' header: '([^'\n]{1,80})'/,
        (match) => ({ fact: "content-type", type: match[1] ?? "" }),
        "Invalid 'content-type' header: 'text/html'",
      ],
      ["Missing 'content-type' header", { fact: "not-grpc", byte: null }],
      ["The compression used is not supported", { fact: "message-encoding-unsupported" }],
      ["RPC was cancelled by the client", { fact: "cancelled" }],
      ["Connection was shutdown by the user", { fact: "cancelled" }, "client"],
      ["RPC timed out before completing", { fact: "wrapper", of: "deadline", status: null }],
      [
        /RPC '([^'\n]{1,200})' is not implemented/,
        (match) => ({ fact: "unimplemented", what: textIn(match) }),
        "RPC '/kv.KV/Get' is not implemented",
      ],
      [
        /Unexpected connection drop|The connection was dropped and (?:connection re-establishment is disabled|a reconnect was not configured)/,
        { fact: "closed" },
        "unavailable (14): Unexpected connection drop",
        "client",
      ],
      ["Transport became inactive", { fact: "closed" }],
      ["Connection closed while connecting", { fact: "wrapper", of: "close", status: null }],
      [
        /NIOConnectionError\(host: "([^"\n]{1,253})", port: \d{1,5}, dnsAError: Optional\(/,
        (match) => ({ fact: "name-not-resolved", name: textIn(match) }),
        'NIOConnectionError(host: "kv.internal", port: 443, dnsAError: Optional(x',
        "client",
      ],
    ],
  ),
  ...rowsFrom({ stack: "other", seen: "grpc-swift-nio-transport 2 GRPCNIOTransportCore" }, [
    ["Message is too large to decompress.", { fact: "message-too-large", size: null, limit: null }],
    [
      /Unexpected non-200 HTTP Status Code \((\d{3})\)/,
      (match) => ({ fact: "http-status", status: Number(match[1]) }),
      "Unexpected non-200 HTTP Status Code (503).",
      "client",
    ],
    [
      /The server picked a compression algorithm \('[\w-]{1,40}'\) the client does not know about/,
      { fact: "message-encoding-unsupported" },
      "The server picked a compression algorithm ('zstd') the client does not know about.",
      "client",
    ],
    [
      /(?<=: ")(?:Channel|Transport) is (?:shutting down|shut down|shutdown)\./,
      { fact: "cancelled" },
      'unavailable: "Channel is shutting down."',
      "client",
    ],
    ["Requested RPC isn't implemented by this server.", { fact: "unimplemented", what: null }],
    [
      "ALPN resulted in no protocol being negotiated, but it was required.",
      { fact: "no-alpn-selected" },
    ],
    [
      /Couldn't resolve address for ([^\s":]{1,253}):\d{1,5}|Failed to resolve server name/,
      (match) => ({ fact: "name-not-resolved", name: textIn(match) }),
      "Couldn't resolve address for kv.internal:443",
      "client",
    ],
    [
      /Could not establish a connection to \[(?:ipv[46]|unix|vsock)\]/,
      { fact: "wrapper", of: "unanswered", status: null },
      "Could not establish a connection to [ipv4]10.0.0.1:443.",
      "client",
    ],
    [
      /The TCP connection was dropped unexpectedly|(?<=")Stream unexpectedly closed(?: with error)?\./,
      { fact: "closed" },
      "The TCP connection was dropped unexpectedly.",
      "client",
    ],
    [
      /Stream unexpectedly closed: received RST_STREAM frame \(0x([\da-f]{1,2})/,
      (match) => ({ fact: "stream-reset", code: String(Number.parseInt(match[1] ?? "", 16)) }),
      "Stream unexpectedly closed: received RST_STREAM frame (0x2: internal error).",
      "client",
    ],
    [
      /Invalid 'grpc-status' in trailers \([^)\n]{0,40}\)/,
      { fact: "grpc-status-malformed" },
      "Invalid 'grpc-status' in trailers (abc)",
      "client",
    ],
    ["No 'grpc-status' value in trailers", { fact: "no-grpc-status" }, "client"],
    [
      /RPCError\(code: \.?unavailable, message: "(?:The )?channel isn't ready|\bunavailable: "(?:The )?channel isn't ready/i,
      { fact: "wrapper", of: "unanswered", status: "UNAVAILABLE" },
      'GRPCCore.RPCError(code: .unavailable, message: "channel isn\'t ready")',
      "client",
    ],
    [
      /Channel isn't ready, no subchannel available|Channel is in a transient failure state and 'wait for ready' isn't enabled/,
      { fact: "wrapper", of: "unanswered", status: null },
      "Channel isn't ready, no subchannel available.",
      "client",
    ],
    [
      "Server sent a DATA frame before sending initial metadata.",
      { fact: "reply-malformed" },
      "client",
    ],
    [
      "Received a compressed message payload, but no decompressor has been configured.",
      { fact: "message-framing-broken" },
    ],
  ]),
];
