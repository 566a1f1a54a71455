import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";

const credentials: Fact = { fact: "credentials-rejected" };
const forbidden: Fact = { fact: "call-forbidden" };
const crowded: Fact = { fact: "too-many-calls" };

/** Whole answers of gateways for APIs, in an object of one or two members. */
const answers: readonly (readonly [message: string, fact: Fact])[] = [
  ["no Route matched with those values", { fact: "http-status", status: 404 }],
  ["An invalid response was received from the upstream server", { fact: "upstream-lost" }],
  ["failure to get a peer from the ring-balancer", { fact: "upstream-unavailable" }],
  ["name resolution failed", { fact: "name-not-resolved", name: null }],
  ["The upstream server is timing out", { fact: "timeout", of: "upstream" }],
  ["Endpoint request timed out", { fact: "timeout", of: "upstream" }],
  ["API rate limit exceeded", crowded],
  ["Too Many Requests", crowded],
  ["Limit Exceeded", crowded],
  ["No API key found in request", credentials],
  ["Missing API key in request", credentials],
  ["Missing API key found in request", credentials],
  ["Invalid authentication credentials", credentials],
  ["Unauthorized", credentials],
  ["Missing Authentication Token", credentials],
  ["You cannot consume this service", forbidden],
  ["Your IP address is not allowed", forbidden],
  ["Forbidden", forbidden],
  ["No required TLS certificate was sent", { fact: "client-certificate-required" }],
  ["Please use HTTPS protocol", { fact: "first-record-not-tls", got: "http" }],
  ["Service Unavailable", { fact: "http-status", status: 503 }],
];

const byMessage = new Map(answers);

export const gatewayRows: readonly Row[] = [
  ...rowsFrom(
    {
      stack: "other",
      seen: "Kong kong/error_handlers.lua, runloop/handler.lua and plugins; AWS API Gateway's responses; by reports",
      role: "between",
    },
    [
      [
        // The field's name is taken away where it opens a record.
        /(?:^|[{,]\s{0,8}"[Mm]essage"\s?:\s?")([A-Z][^"\n]{8,90}|no Route matched with those values|failure to get a peer from the ring-balancer|name resolution failed)"(?=\s{0,4}[},])|\bgrpc-message: ([A-Z][^"\n]{8,90})$/m,
        (match) => byMessage.get(match[1] ?? match[2] ?? ""),
        '{"message":"no Route matched with those values"}',
      ],
      [
        /(?:^|"[Mm]essage"\s?:\s?")IP address not allowed: [\da-f.:]{3,45}/m,
        forbidden,
        '"message":"IP address not allowed: 10.0.0.9"',
      ],
      [
        /"error_msg"\s?:\s?"404 Route Not Found"/,
        { fact: "http-status", status: 404 },
        '{"error_msg":"404 Route Not Found"}',
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "other",
      seen: "Squid errors/templates, src/client_side.cc; by reports",
      role: "between",
    },
    [
      [
        /\bTCP_DENIED(?:_REPLY)?\/40[37]\b|\bERR_(?:CACHE_)?ACCESS_DENIED\b/,
        { fact: "proxy-connect", status: null },
        "TCP_DENIED/403 3930 CONNECT kv.example.com:9000",
      ],
      [
        /\bERR_(?:CONNECT_FAIL|CANNOT_FORWARD|DNS_FAIL)\b|\bTCP_TUNNEL\/50[23]\b/,
        { fact: "upstream-unreachable" },
        "X-Squid-Error: ERR_CONNECT_FAIL 111",
      ],
      [
        /\bERR_(?:READ_TIMEOUT|LIFETIME_EXP)\b/,
        { fact: "timeout", of: "upstream" },
        "X-Squid-Error: ERR_READ_TIMEOUT 0",
      ],
      [
        /\bERR_SECURE_CONNECT_FAIL\b/,
        { fact: "upstream-handshake" },
        "X-Squid-Error: ERR_SECURE_CONNECT_FAIL 92",
      ],
      [
        /\bERR_(?:ZERO_SIZE_OBJECT|READ_ERROR|WRITE_ERROR)\b/,
        { fact: "upstream-lost" },
        "X-Squid-Error: ERR_ZERO_SIZE_OBJECT 0",
      ],
      [
        /WARNING: PRI method received on \w{4,5} port \d{1,5}/,
        { fact: "http2-preface-refused", status: null },
        "WARNING: PRI method received on http port 3128",
      ],
    ],
  ),
];
