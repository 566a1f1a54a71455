import type { FactTable } from "../fact-row.ts";

/** Which protocol spoke where another was expected. */
export const protocolFacts = {
  "first-record-not-tls": [
    {
      with: { got: "proxy-connect" },
      causes: ["http-proxy-intercept: client", "wrong-endpoint: client"],
    },
    {
      acting: "client",
      by: "between",
      causes: ["upstream-protocol-mismatch: between"],
      decides: true,
    },
    { acting: "client", causes: ["tls-client-to-plaintext-port"], decides: true },
    // TLS comes there after a request in plaintext, and the server itself thinks of versions.
    {
      acting: "server",
      quote: /could not accept SSL connection/,
      causes: ["no-common-version", "plaintext-client-to-tls-port: peer", "other-protocol"],
    },
    { acting: "server", causes: ["plaintext-client-to-tls-port: peer"], decides: true },
    { causes: ["tls-client-to-plaintext-port", "plaintext-client-to-tls-port"] },
  ],
  // A TLS record where HTTP/2 was expected: its type tells who sent it.
  "tls-record-received": [
    {
      with: { record: "client-hello" },
      causes: ["tls-client-to-plaintext-port"],
      decides: true,
    },
    { acting: "server", causes: ["tls-client-to-plaintext-port"], decides: true },
    {
      acting: "client",
      by: "between",
      causes: ["upstream-protocol-mismatch: between"],
      decides: true,
    },
    { causes: ["plaintext-client-to-tls-port: own"], decides: true },
  ],
  // In answer to HTTP/2. nginx answers so to plaintext on its TLS port, too.
  "http1-answer": [
    {
      acting: "client",
      by: "between",
      stack: ["go", "grpc-go"],
      causes: ["upstream-protocol-mismatch: between", "wrong-endpoint: between"],
    },
    // nginx passed a call on in HTTP/2, to a server of HTTP/1.
    {
      stack: ["nginx"],
      causes: [
        "upstream-protocol-mismatch: between",
        "peer-speaks-http1: server",
        "wrong-endpoint: between",
      ],
    },
    // Squid's port.
    {
      around: /:3128\b/,
      causes: ["http-proxy-intercept: client", "peer-speaks-http1", "wrong-endpoint"],
    },
    { causes: ["peer-speaks-http1", "wrong-endpoint", "plaintext-client-to-tls-port: client"] },
  ],
  // Asked of a server that serves HTTP/2: a gRPC service says so, of a call that lost HTTP/2 on its way.
  "http1-request": [
    {
      quote: /^Request protocol/,
      causes: ["peer-speaks-http1: client", "wrong-endpoint: client"],
    },
    { causes: ["wrong-endpoint: client", "peer-speaks-http1: client"] },
  ],
  "foreign-client": [
    // PostgreSQL 17 takes TLS at once, with its own name in ALPN alone.
    { quote: /ALPN/, causes: ["wrong-endpoint: client", "alpn-not-negotiated: client"] },
    { causes: ["wrong-endpoint: client", "tls-client-to-plaintext-port"] },
  ],
  "http1-only": [{ causes: ["peer-speaks-http1: server", "alpn-not-negotiated: server"] }],
  "http2-answer": [
    {
      acting: "client",
      by: "between",
      causes: ["upstream-protocol-mismatch: between"],
      decides: true,
    },
    { causes: ["peer-speaks-http1: own"], decides: true },
  ],
  "http2-preface-refused": [
    // Of a proxy that speaks HTTP/1.1 to a server behind it, which answers otherwise.
    {
      by: "between",
      acting: "client",
      causes: ["upstream-protocol-mismatch: between"],
      decides: true,
    },
    { causes: ["peer-speaks-http1: own"], decides: true },
  ],
  "foreign-greeting": [{ causes: ["other-protocol", "wrong-endpoint"] }],
  "not-http2": [
    // curl or Node spoke HTTP/1: frames of HTTP/2 and an alert of TLS are no status line to it.
    {
      quote: /HTTP\/0\.9 when not allowed|Parse Error: Expected HTTP/,
      causes: [
        "peer-speaks-http1: client",
        "plaintext-client-to-tls-port: client",
        "wrong-endpoint: client",
      ],
    },
    {
      acting: "client",
      by: "between",
      stack: ["go"],
      causes: ["upstream-protocol-mismatch: between", "wrong-endpoint: between"],
    },
    // nginx spoke HTTP/1 to a server that answered something else, as one of HTTP/2 does.
    {
      quote: /no valid HTTP\/1\.0 header/,
      causes: [
        "upstream-protocol-mismatch: between",
        "peer-not-http2: between",
        "wrong-endpoint: between",
      ],
    },
    // HAProxy blocked an answer of its server that it could not read.
    {
      stack: ["haproxy"],
      quote: / PH[\w-]{2}$/,
      causes: ["upstream-protocol-mismatch: between", "http-status-from-intermediary: between"],
    },
    // What came from its server was no HTTP/2, or the other way round: UPE, or its detail.
    {
      stack: ["envoy"],
      quote: /\bUPE\b|UpstreamProtocolError|\{protocol_error\}|reset reason: protocol error$/,
      causes: [
        "upstream-protocol-mismatch: between",
        "peer-not-http2: between",
        "peer-speaks-http1: between",
        "http-status-from-intermediary: between",
      ],
    },
    {
      stack: ["nginx", "envoy"],
      causes: [
        "peer-not-http2: between",
        "peer-speaks-http1: between",
        "http-status-from-intermediary: between",
        "wrong-endpoint",
      ],
    },
    // "frame with invalid size": a TLS port that was spoken to in plaintext, or ALPN that chose HTTP/1.
    {
      stack: ["tonic"],
      causes: ["plaintext-client-to-tls-port: client", "alpn-not-negotiated", "peer-speaks-http1"],
    },
    {
      causes: [
        "peer-speaks-http1",
        "peer-not-http2",
        "plaintext-client-to-tls-port: client",
        "wrong-endpoint",
      ],
    },
  ],
  "content-type": [
    {
      causes: ["content-type-not-grpc", "http-status-from-intermediary: between", "wrong-endpoint"],
    },
  ],
  "not-grpc": [{ causes: ["http-status-from-intermediary: between", "wrong-endpoint"] }],
  "no-grpc-status": [
    { causes: ["grpc-status-missing", "http-status-from-intermediary: between", "wrong-endpoint"] },
  ],
  "tls-not-served": [{ causes: ["tls-client-to-plaintext-port"], decides: true }],
  "message-encoding-unsupported": [
    // A server says so of a request; of a response its client would say INTERNAL (gRPC's compression.md).
    {
      around: /\bUNIMPLEMENTED\b|\bcode ?[=:] ?"?Unimplemented\b/,
      causes: ["message-encoding-unsupported: client"],
      decides: true,
    },
    { causes: ["message-encoding-unsupported: peer"], decides: true },
  ],
} as const satisfies Partial<FactTable>;
