import type { Fact } from "../../domain/fact.ts";
import { grpcStatusNames } from "../../domain/grpc-status.ts";
import { numberIn, type Row, rowsFrom, textIn } from "./row.ts";

const attempt: Fact = { fact: "wrapper", of: "attempt", status: null };

export const grpcJsRows: readonly Row[] = [
  ...rowsFrom(
    { stack: "grpc-js", seen: "grpc-js 1.14.7 compression-filter.ts, server-interceptors.ts" },
    [
      [
        /Received message compressed with unsupported (?:compression method|encoding) \\{0,3}"?[\w-]{1,40}/,
        { fact: "message-encoding-unsupported" },
        'Received message compressed with unsupported encoding "snowflake"',
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "grpc-js",
      seen: "grpc-js 1.14.7 load-balancer-*.ts, resolver-dns.ts, client.ts",
      role: "client",
    },
    [
      // Before 1.8 without the last error.
      [
        /No connection established(?:\. Last error:)?/,
        attempt,
        "No connection established. Last error: x",
      ],
      [
        /Failed to connect before the deadline/,
        { fact: "wrapper", of: "deadline", status: null },
        "Error: Failed to connect before the deadline",
      ],
      [
        /Deadline exceeded(?: after [\d.]{1,9}s)?(?:,(?=[\w ]))?/,
        { fact: "wrapper", of: "deadline", status: null },
        "Deadline exceeded after 3.001s,name resolution: 0.001s",
      ],
      [
        /\bThe channel has been closed|\bChannel (?:has been shut down|closed before call started)/,
        { fact: "cancelled" },
        "14 UNAVAILABLE: Channel closed before call started",
      ],
      [/(?:remote_addr=\S{1,60},)?Waiting for LB pick/, attempt, "Waiting for LB pick"],
      [
        /Name resolution failed for target (?:dns:)?(\S{1,253})/,
        (match) => ({ fact: "name-not-resolved", name: textIn(match) }),
        "Name resolution failed for target dns:db.internal:443",
      ],
      [
        /No addresses resolved/,
        { fact: "name-not-resolved", name: null },
        "No addresses resolved. Resolution note: x",
      ],
      [
        /Failed to parse DNS address \S{1,200}|Could not parse target name/,
        { fact: "target-unusable", why: "invalid target" },
        'Could not parse target name "x"',
      ],
      [
        /Could not find a default scheme for target/,
        { fact: "target-unusable", why: "unknown scheme" },
        'Could not find a default scheme for target "x"',
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "grpc-js",
      seen: "grpc-js 1.14.7 transport.ts, subchannel-call.ts, stream-decoder.ts",
      role: "client",
    },
    [
      [
        /(?<=Last error: )Failed to connect(?= \()/,
        { fact: "wrapper", of: "close", status: null },
        "Last error: Failed to connect (2026-11-21T10:00:00.000Z)",
      ],
      [
        /(?<=Error: |Last error: |desc: )Protocol error/,
        { fact: "not-http2" },
        "Last error: Protocol error",
      ],
      [
        /Received HTTP status code (\d{3})/,
        (match) => ({ fact: "http-status", status: Number(match[1]) }),
        "Received HTTP status code 404",
      ],
      [
        /Received RST_STREAM with code (\d{1,2}) \(Call ended without gRPC status\)/,
        { fact: "no-grpc-status" },
        "Received RST_STREAM with code 0 (Call ended without gRPC status)",
      ],
      [
        /Received RST_STREAM with code (\d{1,2})/,
        (match) => ({ fact: "stream-reset", code: textIn(match) }),
        "Received RST_STREAM with code 2",
      ],
      [
        /triggered by internal client error:/,
        attempt,
        "triggered by internal client error: read ECONNRESET",
      ],
      ["Stream refused by server", { fact: "stream-reset", code: "REFUSED_STREAM" }],
      [
        "Bandwidth exhausted or memory limit exceeded",
        { fact: "goaway", code: "ENHANCE_YOUR_CALM", debug: null },
      ],
      ["Protocol not secure enough", { fact: "http2-error", code: "INADEQUATE_SECURITY" }],
      ["No status information received", { fact: "no-grpc-status" }],
      [
        /Received message larger than max \((\d{1,12}) vs\.? (\d{1,12})\)/,
        (match) => ({
          fact: "message-too-large",
          size: numberIn(match, 1),
          limit: numberIn(match, 2),
        }),
        "Received message larger than max (1752460652 vs 4194304)",
      ],
      [
        /Connection dropped by keepalive timeout|Ping timeout passed without response/,
        { fact: "timeout", of: "keepalive" },
        "Ping timeout passed without response",
      ],
      ["Failed to load credentials", { fact: "key-not-loadable", what: "unsaid" }],
      [
        /Failed to createSecureContext with error/,
        { fact: "key-not-loadable", what: "unsaid" },
        "Failed to createSecureContext with error x",
      ],
      [
        /Failed to connect to \S{1,120} through proxy \S{1,120}(?: with status (\d{3}))?/,
        (match) => ({ fact: "proxy-connect", status: numberIn(match) }),
        "Failed to connect to db.internal:443 through proxy 10.0.0.1:3128 with status 403",
      ],
      [
        new RegExp(`(?<!\\d)(?:1[0-6]|[1-9]) (${grpcStatusNames.slice(1).join("|")}):`),
        (match) => ({ fact: "wrapper", of: "status", status: textIn(match) }),
        "Error: 14 UNAVAILABLE: x",
      ],
    ],
  ),
  ...rowsFrom({ stack: "grpc-js", seen: "grpc-js 1.14.7 server.ts", role: "server" }, [
    [
      /The server does not implement the method (\S{1,200})/,
      (match) => ({ fact: "unimplemented", what: textIn(match) }),
      "The server does not implement the method /proto.KV/Get",
    ],
    [
      /already bound with incompatible credentials/,
      { fact: "port-in-use" },
      "127.0.0.1:1 already bound with incompatible credentials",
    ],
    [
      /No address added out of total \d{1,3} resolved/,
      { fact: "port-in-use" },
      "No address added out of total 1 resolved",
    ],
  ]),
];
