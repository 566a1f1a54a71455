import type { Fact } from "../../domain/fact.ts";
import { numberIn, type Row, rowsFrom, textIn } from "./row.ts";

const attempt: Fact = { fact: "wrapper", of: "attempt", status: null };

const handshake: Fact = { fact: "wrapper", of: "handshake", status: null };

const close: Fact = { fact: "wrapper", of: "close", status: null };

const settings: Fact = { fact: "closed-before-settings" };

export const grpcGoClientRows: readonly Row[] = [
  ...rowsFrom(
    {
      stack: "grpc-go",
      seen: "grpc-go 1.85.0 internal/transport/http2_client.go, proxy.go",
      role: "client",
    },
    [
      [
        /Connectivity change to READY/,
        { fact: "connected" },
        "[core] [Channel #1] Channel Connectivity change to READY",
      ],
      [
        /transport: [Ee]rror while dialing:?/,
        attempt,
        "transport: Error while dialing: dial tcp 127.0.0.1:1: x",
      ],
      [
        /failed to do connect handshake, (?:status code: (\d{3})|response:)/,
        (match) => ({ fact: "proxy-connect", status: numberIn(match) }),
        "failed to do connect handshake, status code: 403 Forbidden",
      ],
      ["reading server HTTP response:", { fact: "proxy-connect", status: null }],
      [
        /proxyconnect tcp:/,
        { fact: "proxy-connect", status: null },
        "proxyconnect tcp: dial tcp 10.0.0.1:3128: x",
      ],
      [
        /transport: authentication handshake failed: EOF/,
        { fact: "closed-in-handshake" },
        "transport: authentication handshake failed: EOF",
      ],
      [
        /transport: authentication handshake failed: context (?:deadline exceeded|canceled)/,
        { fact: "timeout", of: "handshake" },
        "transport: authentication handshake failed: context deadline exceeded",
      ],
      [
        /transport: authentication handshake failed:?/,
        handshake,
        "transport: authentication handshake failed: x",
      ],
      [
        "transport: cannot send secure credentials on an insecure connection",
        { fact: "target-unusable", why: "per-call credentials need TLS" },
      ],
      [
        /error reading server preface: http2: frame too large(?:, note that the frame header looked like an HTTP\/1\.1 header)?/,
        { fact: "http1-answer", status: null },
        "error reading server preface: http2: frame too large, note that the frame header looked like an HTTP/1.1 header",
      ],
      [
        /error reading server preface: http2: failed reading the frame payload: [^\n]{1,60}?, note that the frame header looked like an HTTP\/1\.1 header/,
        { fact: "http1-answer", status: null },
        "error reading server preface: http2: failed reading the frame payload: %!w(<nil>), note that the frame header looked like an HTTP/1.1 header",
      ],
      [
        /note that the frame header looked like an HTTP\/1\.1 header/,
        { fact: "http1-answer", status: null },
        "http2: frame too large, note that the frame header looked like an HTTP/1.1 header",
      ],
      [
        /http2: failed reading the frame payload: unexpected EOF/,
        { fact: "not-http2" },
        "http2: failed reading the frame payload: unexpected EOF",
      ],
      [/http2: frame too large/, { fact: "not-http2" }, "http2: frame too large"],
      [
        /error reading server preface: (?:unexpected )?EOF/,
        settings,
        "error reading server preface: unexpected EOF",
      ],
      [
        /error reading server preface:?/,
        { fact: "wrapper", of: "close", status: null },
        "error reading server preface: remote error: tls: certificate required",
      ],
      [
        /connection closed before server preface received/,
        close,
        "connection closed before server preface received",
      ],
      ["initial http2 frame from server is not a settings frame", { fact: "not-http2" }],
      // "timed out waiting for server handshake" in early releases, "failed to receive server preface…" later.
      [
        /timed out waiting for server handshake|failed to receive server preface within timeout|didn't receive server preface in time/,
        { fact: "timeout", of: "settings" },
        "failed to receive server preface within timeout",
      ],
      [/error reading from server: EOF/, { fact: "closed" }, "error reading from server: EOF"],
      [/error reading from server:?/, close, "error reading from server: read tcp 127.0.0.1:1: x"],
      [
        /transport: failed to write (?:client preface|initial settings frame|window update):?/,
        close,
        "transport: failed to write client preface: x",
      ],
      ["keepalive ping failed to receive ACK within timeout", { fact: "timeout", of: "keepalive" }],
      ["the connection is draining", { fact: "goaway", code: null, debug: null }],
      [
        "the stream is rejected because server is draining the connection",
        { fact: "goaway", code: null, debug: null },
      ],
      [
        /received (?:the )?goaway(?: and there are no active streams)?/,
        { fact: "goaway", code: null, debug: null },
        "received goaway and there are no active streams",
      ],
      [
        /(?:code|received prior goaway: code): ([A-Z_0-9]{3,30}), debug data: \\?"([^"\n\\]{0,80})/,
        (match) => ({ fact: "goaway", code: textIn(match, 1), debug: textIn(match, 2) }),
        'received prior goaway: code: ENHANCE_YOUR_CALM, debug data: "too_many_pings"',
      ],
      [
        /received prior goaway: code: ([A-Z_\d]{3,30})/,
        (match) => ({ fact: "goaway", code: textIn(match, 1), debug: null }),
        "received prior goaway: code: NO_ERROR, debug data: ",
      ],
      [
        /Client received GoAway with error code ENHANCE_YOUR_CALM/,
        { fact: "goaway", code: "ENHANCE_YOUR_CALM", debug: "too_many_pings" },
        'Client received GoAway with error code ENHANCE_YOUR_CALM and debug data equal to ASCII "too_many_pings".',
      ],
      [
        /stream terminated by RST_STREAM with error code: ([A-Z_\d]{3,30})/,
        (match) => ({ fact: "stream-reset", code: textIn(match) }),
        "stream terminated by RST_STREAM with error code: INTERNAL_ERROR",
      ],
      [
        /unexpected HTTP status code received from server: (\d{3})/,
        (match) => ({ fact: "http-status", status: Number(match[1]) }),
        "unexpected HTTP status code received from server: 404 (Not Found)",
      ],
      [
        /(?:transport: )?received (?:the )?unexpected content-type \\?"([^"\n\\]{0,80})/,
        (match) => ({ fact: "content-type", type: match[1] ?? "" }),
        'transport: received unexpected content-type "text/html"',
      ],
      ["transport: missing content-type field", { fact: "not-grpc", byte: null }],
      [
        /malformed header: missing HTTP (?:status|content-type)/,
        { fact: "not-grpc", byte: null },
        "malformed header: missing HTTP content-type",
      ],
      ["server closed the stream without sending trailers", { fact: "no-grpc-status" }],
      [
        /failed to validate authority "?([^"\s]{1,120})/,
        (match) => ({ fact: "authority-rejected", authority: textIn(match) }),
        'failed to validate authority "other" : x',
      ],
      [
        /ClientConn's authority from transport creds/,
        { fact: "target-unusable", why: "two authorities" },
        'ClientConn\'s authority from transport creds "a" and dial option "b" don\'t match',
      ],
      [
        /Aborting due to connect deadline expiring/,
        { fact: "timeout", of: "connect" },
        "Aborting due to connect deadline expiring: context deadline exceeded",
      ],
    ],
  ),
];
