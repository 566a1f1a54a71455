import type { Fact } from "../../domain/fact.ts";
import { numberIn, type Row, rowsFrom, textIn } from "./row.ts";

const status = (match: RegExpMatchArray): Fact => ({
  fact: "wrapper",
  of: "status",
  status: textIn(match),
});

const tooLarge = (match: RegExpMatchArray): Fact => ({
  fact: "message-too-large",
  size: numberIn(match, 1),
  limit: numberIn(match, 2),
});

const attempt: Fact = { fact: "wrapper", of: "attempt", status: null };

const close: Fact = { fact: "wrapper", of: "close", status: null };

export const grpcGoRows: readonly Row[] = [
  ...rowsFrom(
    { stack: "grpc-go", seen: "grpc-go 1.85.0 internal/status, clientconn.go, picker_wrapper.go" },
    [
      [
        // grpcurl and others by github.com/jhump/protoreflect grpcreflect.
        "server does not support the reflection API",
        { fact: "unimplemented", what: "grpc.reflection" },
        "client",
      ],
      [
        /rpc error: code = (\w{1,20}|Code\(\d{1,10}\)) desc =/,
        status,
        "rpc error: code = Unavailable desc = x",
      ],
      [/connection error: desc =/, attempt, 'connection error: desc = "transport: x"'],
      [
        // rpc_util.go, of either side.
        "grpc: failed to unmarshal the received message",
        { fact: "message-not-parsable" },
      ],
      ["all SubConns are in TransientFailure", attempt, "client"],
      [/latest (?:balancer|connection) error:/, attempt, "latest balancer error: x", "client"],
      ["while waiting for connections to become ready", attempt, "client"],
      [
        /addrConn\.createTransport failed to connect to/,
        attempt,
        "grpc: addrConn.createTransport failed to connect to {}. Err: x",
        "client",
      ],
      [
        /failed to exit idle mode:/,
        attempt,
        "failed to exit idle mode: dns resolver: missing address",
        "client",
      ],
      ["grpc: timed out when dialing", { fact: "wrapper", of: "deadline", status: null }, "client"],
      ["the client connection is closing", { fact: "cancelled" }, "client"],
      [/transport is closing/, close, "transport is closing"],
      [
        /dns: \w{1,6} record lookup error:/,
        { fact: "name-not-resolved", name: null },
        "dns: A record lookup error: x",
        "client",
      ],
      [
        /(?:dns resolver: )?missing address/,
        { fact: "target-unusable", why: "missing address" },
        "dns resolver: missing address",
        "client",
      ],
      [
        /invalid target address \S{0,120}, error info:/,
        { fact: "target-unusable", why: "invalid address" },
        "invalid target address localhost, error info: address localhost: missing port in address",
        "client",
      ],
      [
        /could not get resolver for (?:default )?scheme/,
        { fact: "target-unusable", why: "unknown scheme" },
        'could not get resolver for default scheme: "http"',
        "client",
      ],
      [
        /(?:grpc: )?no transport security set/,
        { fact: "target-unusable", why: "no credentials chosen" },
        "grpc: no transport security set (use grpc.WithTransportCredentials(insecure.NewCredentials()) explicitly or set credentials)",
        "client",
      ],
      [
        /the credentials require transport level security/,
        { fact: "target-unusable", why: "per-call credentials need TLS" },
        "grpc: the credentials require transport level security (use grpc.WithTransportCredentials() to set)",
        "client",
      ],
      [
        /dial tcp: address \S{1,200}: too many colons in address/,
        { fact: "target-unusable", why: "too many colons" },
        "dial tcp: address http://localhost:1: too many colons in address",
        "client",
      ],
    ],
  ),
  ...rowsFrom(
    { stack: "grpc-go", seen: "grpc-go 1.85.0 credentials/tls.go; since 1.67 by default" },
    [
      [
        /cannot check peer: missing selected ALPN property(?:\. If you upgraded[^"\n]{0,300})?/,
        { fact: "no-alpn-selected" },
        "credentials: cannot check peer: missing selected ALPN property. If you upgraded from a grpc-go version earlier than 1.67",
      ],
      [
        /Allowing TLS connection (?:to server|from client) [^\n]{0,120}ALPN disabled/,
        { fact: "no-alpn-selected" },
        'Allowing TLS connection to server "x" with ALPN disabled.',
      ],
      ["credentials: failed to append certificates", { fact: "key-not-loadable", what: "roots" }],
    ],
  ),
  ...rowsFrom({ stack: "grpc-go", seen: "grpc-go 1.85.0 rpc_util.go, stream.go, server.go" }, [
    [
      /received message larger than max(?: length allowed on current machine)? \((\d{1,12}) vs\. (\d{1,12})\)/,
      tooLarge,
      "grpc: received message larger than max (4740180 vs. 4194304)",
    ],
    [
      /trying to send message larger than max \((\d{1,12}) vs\. (\d{1,12})\)/,
      tooLarge,
      "trying to send message larger than max (5000000 vs. 4194304)",
    ],
    [
      /unknown service (\S{1,200})/,
      (match) => ({ fact: "unimplemented", what: textIn(match) }),
      "unknown service proto.KV",
    ],
    [
      /unknown method (\S{1,100}) for service (\S{1,200})/,
      (match) => ({ fact: "unimplemented", what: `${match[2]}/${match[1]}` }),
      "unknown method Get for service proto.KV",
    ],
    [
      /grpc: Decompressor is not installed for grpc-encoding \\{0,3}"[\w-]{0,40}/,
      { fact: "message-encoding-unsupported" },
      'grpc: Decompressor is not installed for grpc-encoding "zstd"',
    ],
    [
      /code = Unimplemented desc =/,
      { fact: "unimplemented", what: null },
      "code = Unimplemented desc = x",
    ],
  ]),
];
