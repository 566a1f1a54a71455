import { type Row, rowsFrom, textIn } from "./row.ts";

export const h2Rows: readonly Row[] = [
  ...rowsFrom(
    { stack: "tonic", seen: "h2 3850acd: error.rs, frame/reason.rs, server.rs; hyper 1" },
    [
      [
        /h2 protocol error:|(?<!ng)http2 error(?::|(?="|$))/,
        { fact: "wrapper", of: "close", status: null },
        "h2 protocol error: http2 error",
      ],
      [
        // server.rs, at debug level; the client is told PROTOCOL_ERROR.
        /malformed headers: malformed authority(?: \(b?\\?"([^"\n]{0,200})"\))?/,
        (match) => ({ fact: "authority-rejected", authority: textIn(match) }),
        'malformed headers: malformed authority (b"run%2Fcsi.sock"): invalid authority',
        "server",
      ],
      [
        /(?:connection|stream) error (?:received|detected): frame with invalid size|frame with invalid size/,
        { fact: "not-http2" },
        "frame with invalid size",
      ],
      [
        /(?:connection|stream) error received: detected excessive load generating behavior[^\n]{0,30}/,
        { fact: "goaway", code: "ENHANCE_YOUR_CALM", debug: null },
        'connection error received: detected excessive load generating behavior (b"too_many_pings")',
      ],
      [
        /connection error received: not a result of an error/,
        { fact: "goaway", code: "NO_ERROR", debug: null },
        "connection error received: not a result of an error",
      ],
      [
        /(?:connection|stream) error (?:received|detected): endpoint requires HTTP\/1\.1/,
        { fact: "http2-error", code: "HTTP_1_1_REQUIRED" },
        "stream error received: endpoint requires HTTP/1.1",
      ],
      [
        /invalid HTTP version parsed|invalid HTTP version specified/,
        { fact: "not-http2" },
        "invalid HTTP version parsed",
      ],
      [
        /read_preface: invalid preface/,
        { fact: "not-http2" },
        "read_preface: invalid preface",
        "server",
      ],
      [
        /connection closed before reading preface/,
        { fact: "closed" },
        "connection closed before reading preface",
        "server",
      ],
      [
        /connection closed before message completed/,
        { fact: "closed" },
        "connection closed before message completed",
      ],
      [
        // What it reads as the end of the connection, with a call under way.
        /stream closed because of a broken pipe/,
        { fact: "closed" },
        "stream closed because of a broken pipe",
      ],
      [
        // RUST_LOG=h2=debug.
        /received frame=Settings \{[^}\n]{0,160}\bmax_concurrent_streams: 0\b/,
        { fact: "streams-exhausted" },
        "received frame=Settings { flags: (0x0), max_concurrent_streams: 0 }",
      ],
      [
        /(?:KeepAliveTimedOut|keep-alive timed out)/,
        { fact: "timeout", of: "keepalive" },
        "keep-alive timed out",
      ],
      [
        /Error \{ kind: Proto\(FRAME_SIZE_ERROR\) \}/,
        { fact: "not-http2" },
        "hyper::Error(Http2, Error { kind: Proto(FRAME_SIZE_ERROR) })",
      ],
      // `Debug` of h2's and hyper's errors, where a program prints {:?}.
      [
        /GoAway\(b"", FRAME_SIZE_ERROR, Library\)/,
        { fact: "not-http2" },
        'kind: GoAway(b"", FRAME_SIZE_ERROR, Library)',
      ],
      [
        // h2 notes so at debug level that a peer has ended a connection in order (proto/connection.rs).
        /(?<!connection error error=)GoAway\(b"([^"\n]{0,80})", ([A-Z_\d]{4,30}), Remote\)|GoAway\(b"([^"\n]{0,80})", ((?!NO_ERROR)[A-Z_\d]{4,30}), Remote\)/,
        (match) => ({
          fact: "goaway",
          code: textIn(match, 2) ?? textIn(match, 4),
          debug: textIn(match, 1) ?? textIn(match, 3),
        }),
        'kind: GoAway(b"too_many_pings", ENHANCE_YOUR_CALM, Remote)',
      ],
      [
        /Reset\(StreamId\(\d{1,10}\), ([A-Z_\d]{4,30}), Remote\)/,
        (match) => ({ fact: "stream-reset", code: textIn(match) }),
        "kind: Reset(StreamId(1), PROTOCOL_ERROR, Remote)",
      ],
    ],
  ),
];
