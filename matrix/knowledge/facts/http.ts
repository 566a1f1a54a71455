import type { FactRow, FactTable, Sided } from "../fact-row.ts";
import { answeredStatuses, httpAnswerOf } from "../http-answers.ts";
import { lostUpstream } from "./lost-upstream.ts";

/** Codes that say by themselves what is wanting (RFC 9113 section 7), of a stream and of a connection. */
const tellingCodes = [
  {
    with: { code: ["HTTP_1_1_REQUIRED", "13"] },
    causes: ["peer-speaks-http1: server"],
    decides: true,
  },
  {
    with: { code: ["INADEQUATE_SECURITY", "12"] },
    causes: ["no-common-cipher-suite"],
    decides: true,
  },
] as const;

const streamEnded = [
  ...tellingCodes,
  {
    with: { code: ["ENHANCE_YOUR_CALM", "11"] },
    causes: ["goaway-enhance-your-calm: client", "stream-reset", "rate-limited: client"],
  },
  // h2 resets so a request whose :authority is a socket's path (server.rs, malformed authority).
  {
    with: { code: ["PROTOCOL_ERROR", "1"] },
    around: /\bunix:|\.sock\b/,
    causes: ["authority-rejected: client", "stream-reset"],
  },
  {
    with: { code: ["PROTOCOL_ERROR", "1"] },
    causes: [
      "stream-reset",
      "http-status-from-intermediary: between",
      "upstream-protocol-mismatch: between",
      "authority-rejected: client",
    ],
  },
  {
    causes: [
      "stream-reset",
      "http-status-from-intermediary: between",
      "upstream-protocol-mismatch: between",
    ],
  },
] as const;

const besideStatus: Readonly<Record<number, readonly Sided[]>> = {
  403: ["authority-rejected"],
  404: ["service-unimplemented: server"],
};

const ofStatus = (status: number): FactRow<"http-status"> => {
  const { code, side } = httpAnswerOf(status);
  const causes: readonly Sided[] = [
    side === null || side === "harness" ? code : `${code}: ${side}`,
    ...(besideStatus[status] ?? []),
    "wrong-endpoint",
    ...(code === "http-status-from-intermediary"
      ? []
      : (["http-status-from-intermediary: between"] as const)),
  ];
  return { with: { status }, causes };
};

/** HTTP/2, gRPC, and what stands between. */
export const httpFacts = {
  // Who rejected, and whether what answered is the right one, an HTTP status does not say.
  "http-status": [
    // What was wrong with it is said beside it.
    { with: { status: 200 }, causes: ["content-type-not-grpc", "wrong-endpoint"] },
    // Only AWS's load balancers answer so.
    { with: { status: 464 }, causes: ["http-status-from-intermediary: between"], decides: true },
    { with: { status: 421 }, causes: ["authority-rejected", "wrong-endpoint"] },
    { with: { status: 407 }, causes: ["http-proxy-intercept: client"], decides: true },
    ...answeredStatuses.map(ofStatus),
    { causes: ["http-status-from-intermediary: between", "wrong-endpoint"] },
  ],
  // A proxy that was asked to CONNECT: to say so is no failure.
  "proxy-connect": [
    { quote: /in proxy URI/, causes: ["http-proxy-intercept: client", "target-unusable: client"] },
    { quote: /via HTTP proxy/, depth: "end", causes: ["http-proxy-intercept: client"] },
    {
      with: { status: [200, 201, 202, 204] },
      depth: "end",
      causes: ["http-proxy-intercept: client"],
    },
    { causes: ["http-proxy-intercept: client"], decides: true },
  ],
  "proxy-not-tls": [{ causes: ["http-proxy-intercept: client"], decides: true }],
  // By TCP or by TLS, which its own words beside the flag tell.
  "upstream-unreachable": [
    {
      depth: "end",
      causes: [
        "upstream-unreachable: server",
        "upstream-protocol-mismatch: between",
        "upstream-certificate-rejected: between",
      ],
    },
  ],
  "discovery-missing": [
    {
      depth: "end",
      causes: ["upstream-unreachable: between", "connection-refused", "name-not-resolved"],
    },
  ],
  "upstream-lost": [{ depth: "end", causes: lostUpstream }],
  "upstream-handshake": [
    {
      depth: "end",
      causes: [
        "upstream-protocol-mismatch: between",
        "upstream-certificate-rejected: between",
        "upstream-unreachable: server",
      ],
    },
  ],
  "upstream-untrusted": [{ causes: ["upstream-certificate-rejected: between"], decides: true }],
  "upstream-unreadable": [
    {
      causes: [
        "upstream-protocol-mismatch: between",
        "malformed-response: server",
        "http-status-from-intermediary: between",
      ],
    },
  ],
  "proxy-header-missing": [{ causes: ["proxy-protocol-expected"], decides: true }],
  "proxy-header-awaited": [
    { depth: "end", causes: ["port-opened-and-closed: between", "proxy-protocol-expected"] },
  ],
  "too-many-calls": [{ causes: ["rate-limited: client"], decides: true }],
  "credentials-rejected": [{ causes: ["credentials-required: client"], decides: true }],
  "health-not-serving": [
    // A server that starts, or waits to be unlocked.
    { quote: /wallet|start/, causes: ["health-not-serving: server"] },
    { causes: ["health-not-serving: server"], decides: true },
  ],
  "message-not-parsable": [
    // Packed otherwise than its header says, or cut off.
    {
      quote: /decompress/,
      causes: [
        "message-not-parsable",
        "message-framing-broken",
        "message-encoding-unsupported: peer",
      ],
    },
    { causes: ["message-not-parsable"], decides: true },
  ],
  // A page begins with no length either, and a reply that was cut off ends in the middle.
  "message-framing-broken": [
    { causes: ["message-framing-broken", "http-status-from-intermediary: between"] },
  ],
  "message-count-wrong": [{ causes: ["response-cardinality-violation: server"], decides: true }],
  "grpc-status-malformed": [{ causes: ["grpc-status-malformed"], decides: true }],
  "reply-malformed": [{ causes: ["malformed-response"], decides: true }],
  "http2-rule-broken": [
    { causes: ["http2-violation", "malformed-response", "peer-not-http2: between"] },
  ],
  "streams-exhausted": [
    { depth: "end", causes: ["settings-forbid-calls: server", "rate-limited: client"] },
  ],
  "call-forbidden": [{ causes: ["access-denied"], decides: true }],
  "header-list-too-large": [{ causes: ["header-list-too-large"], decides: true }],
  "upstream-unavailable": [
    // A health check that failed in TLS: the proxy is the client there.
    {
      around: /certificate verify failed/,
      causes: [
        "upstream-certificate-rejected: own",
        "unknown-ca: own",
        "hostname-mismatch",
        "certificate-expired: server",
      ],
    },
    {
      around: /Layer6|SSL handshake/,
      causes: [
        "upstream-certificate-rejected: own",
        "upstream-protocol-mismatch: between",
        "upstream-unreachable: server",
        "tls-client-to-plaintext-port: between",
      ],
    },
    {
      causes: [
        "upstream-unreachable: between",
        "http-status-from-intermediary: between",
        "connection-refused: server",
      ],
    },
  ],
  goaway: [
    {
      with: { code: ["ENHANCE_YOUR_CALM", "11"] },
      causes: ["goaway-enhance-your-calm: client"],
      decides: true,
    },
    {
      with: { debug: "too_many_pings" },
      causes: ["goaway-enhance-your-calm: client"],
      decides: true,
    },
    ...tellingCodes,
    {
      with: { code: [null, "NO_ERROR", "0"] },
      depth: "end",
      causes: ["goaway: server", "idle-drop: between"],
    },
    { causes: ["goaway: server", "idle-drop: between"] },
  ],
  "stream-reset": streamEnded,
  "http2-error": [
    // It names nothing: the words behind it are in another line.
    {
      stack: ["grpc-java"],
      with: { code: null },
      causes: ["peer-not-http2", "stream-reset", "reset-by-intermediary: between"],
    },
    // nghttp2's of a session: frames that it could not follow, or none.
    {
      stack: ["node"],
      with: { code: null },
      causes: ["peer-not-http2", "http2-violation", "plaintext-client-to-tls-port: client"],
    },
    ...streamEnded,
  ],
  "request-malformed": [
    // What came to it was no HTTP that it could read.
    {
      stack: ["envoy", "haproxy"],
      quote: /DPE|DownstreamProtocolError|low_version|PR[\w-]{2}$/,
      causes: [
        "malformed-request: client",
        "peer-speaks-http1: between",
        "plaintext-client-to-tls-port: client",
      ],
    },
    // Said in passing: such a call is served all the same.
    { quote: /^(?:Expected header TE|Error parsing `)/, causes: ["malformed-request"] },
    {
      quote: /^Error parsing 'grpc-encoding'/,
      causes: ["message-encoding-unsupported: client", "malformed-request: client"],
    },
    // grpc/grpc issue 34721: right requests are refused after a wrong one on the same connection.
    {
      quote: /^Error parsing '/,
      causes: ["malformed-request: client", "specification-violated: server"],
    },
    // Fields with several values are refused in the same words.
    {
      quote: /^malformed binary metadata/,
      causes: ["malformed-request: client", "specification-violated: server"],
    },
    // Spring's words of a plain HTTP request too.
    {
      quote: /^(?:Content-Type|Method) '/,
      causes: ["malformed-request: client", "wrong-endpoint"],
    },
    // Proxies take it away.
    { with: { field: /^:?te$/i }, causes: ["malformed-request"], decides: true },
    { causes: ["malformed-request: client"], decides: true },
  ],
  unimplemented: [
    { with: { what: null }, causes: ["service-unimplemented: server", "wrong-endpoint"] },
    { causes: ["service-unimplemented: server", "wrong-endpoint"], decides: true },
  ],
  "no-filter-chain": [
    { causes: ["plaintext-client-to-tls-port: client", "authority-rejected", "wrong-endpoint"] },
  ],
  "authority-rejected": [{ causes: ["authority-rejected"], decides: true }],
  "message-too-large": [{ causes: ["message-too-large"], decides: true }],
} as const satisfies Partial<FactTable>;
