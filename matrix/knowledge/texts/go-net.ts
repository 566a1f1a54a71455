import { numberIn, type Row, rowsFrom, textIn } from "./row.ts";

export const goNetRows: readonly Row[] = [
  ...rowsFrom({ stack: "go", seen: "go 1.26.8 net/http server.go, transport.go" }, [
    [
      /http: server gave HTTP response to HTTPS client/,
      { fact: "first-record-not-tls", got: "http" },
      "http: server gave HTTP response to HTTPS client",
      "client",
    ],
    [
      /client sent an HTTP request to an HTTPS server/i,
      { fact: "first-record-not-tls", got: "http" },
      "Client sent an HTTP request to an HTTPS server.",
      "server",
    ],
    [
      /http: TLS handshake error from (\S{1,80}):/,
      { fact: "wrapper", of: "handshake", status: null },
      "http: TLS handshake error from 127.0.0.1:40000: EOF",
      "server",
    ],
    [
      // What a program's own tls.Config.GetCertificate says.
      /http: TLS handshake error from \S{1,80}: no certificate (?:for|found|available|configured)\b[^\n]{0,120}/,
      { fact: "no-certificate-chosen" },
      'http: TLS handshake error from 127.0.0.1:40000: no certificate for ""',
      "server",
    ],
    [
      // net/http dials the proxy by the scheme of the proxy's own URL.
      /proxyconnect tcp: tls: first record does not look like a TLS handshake|proxyconnect tcp: EOF/,
      { fact: "proxy-not-tls" },
      "proxyconnect tcp: tls: first record does not look like a TLS handshake",
      "client",
    ],
    [
      /malformed HTTP (?:response|status code|version) \\{0,8}"\\x15\\x03/,
      { fact: "tls-record-received", record: "alert" },
      'malformed HTTP response "\\x15\\x03\\x01\\x00\\x02\\x02\\x16"',
      "client",
    ],
    [
      /malformed HTTP response \\{0,8}"\\{1,8}x00\\{1,8}x00(?:\\{1,8}\w{1,3}|[^"\\]){1,3}?\\{1,8}x04/,
      { fact: "http2-answer" },
      'malformed HTTP response "\\x00\\x00\\x06\\x04\\x00\\x00"',
      "client",
    ],
    [
      // GODEBUG=http2debug=2.
      /: read SETTINGS [^\n]{0,160}\bMAX_CONCURRENT_STREAMS=0\b/,
      { fact: "streams-exhausted" },
      "http2: Framer 0xc0001c4000: read SETTINGS len=6, settings: MAX_CONCURRENT_STREAMS=0",
      "client",
    ],
    [
      // A server of another protocol greets, or complains (knowledge/protocols.ts).
      /malformed HTTP (?:response|status code|version) \\{0,8}"(?:SSH-|220[ -]|\+OK\b|-(?:ERR|NOAUTH|DENIED) |\* (?:OK|PREAUTH) |RFB \d|AMQP|INFO \{|ERROR\b|It looks like you are trying to access MongoDB)[^\n"]{0,200}/,
      { fact: "foreign-greeting" },
      'malformed HTTP response "SSH-2.0-OpenSSH_9.6"',
      "client",
    ],
    [
      /malformed HTTP response/,
      { fact: "not-http2" },
      'net/http: HTTP/1.x transport connection broken: malformed HTTP response "x"',
      "client",
    ],
  ]),
  ...rowsFrom({ stack: "go", seen: "go 1.26.8 net, io, context" }, [
    [/(?<=[:] ?)(?:unexpected )?EOF(?!\w)/, { fact: "closed" }, "tls handshake: EOF"],
    [
      /i\/o timeout/,
      { fact: "timeout", of: "unsaid" },
      "read tcp 127.0.0.1:1->127.0.0.1:2: i/o timeout",
    ],
    [
      /use of closed network connection/,
      { fact: "wrapper", of: "close", status: null },
      "read tcp 127.0.0.1:1->127.0.0.1:2: use of closed network connection",
    ],
    [
      /lookup ([^\s:]{0,253}(?::[^\s:]{1,80}){0,8})(?: on [^\s:]{0,60}(?::[^\s:]{1,60}){0,8})?: (?:no such host|server misbehaving|no answer from DNS server|i\/o timeout)/,
      (match) => ({ fact: "name-not-resolved", name: textIn(match) }),
      "dial tcp: lookup db.internal on 10.0.0.2:53: no such host",
    ],
    [/no such host/, { fact: "name-not-resolved", name: null }, "dial tcp: no such host"],
    [
      /too many colons in address/,
      { fact: "target-unusable", why: "too many colons" },
      "address http://x:1: too many colons in address",
    ],
    [
      /missing port in address/,
      { fact: "target-unusable", why: "missing port" },
      "dial tcp: address localhost: missing port in address",
    ],
    [
      // A scheme where Dial wants a network: a URL was given for an address.
      /\bdial ([^\s:]{0,200}(?::[^\s:]{1,80}){0,8}): unknown network(?: \S{1,60}|$)/m,
      { fact: "target-unusable", why: "no network of that name" },
      "dial http: unknown network http",
    ],
    [
      // LookupPort and ParsePort of net: a name where a number was wanted.
      /\blookup (?:tcp|udp)\/\S{1,120}: unknown port|\baddress \S{1,120}: invalid port/,
      { fact: "target-unusable", why: "no such port" },
      "dial tcp: lookup tcp/grpc: unknown port",
    ],
    [
      /context deadline exceeded/,
      { fact: "wrapper", of: "deadline", status: null },
      "context deadline exceeded",
    ],
    [/context canceled/, { fact: "cancelled" }, "context canceled"],
    [
      /\bexit status (\d{1,3})/,
      (match) => ({ fact: "exited", code: numberIn(match) }),
      "exit status 2",
    ],
  ]),
];
