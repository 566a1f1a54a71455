import type { Fact } from "../../domain/fact.ts";
import { numberIn, type Row, rowsFrom } from "./row.ts";

const handshake: Fact = { fact: "wrapper", of: "handshake", status: null };

const clientBad: Fact = { fact: "client-certificate-bad" };

const hello: Fact = { fact: "tls-record-received", record: "client-hello" };

/** A request line of bytes that are no HTTP/1: nginx, Apache and others log them escaped. */
const accessLog: readonly Row[] = rowsFrom(
  {
    stack: "nginx",
    seen: "nginx 1.22.1 access log, run",
    role: "server",
  },
  [
    [
      /"PRI \* HTTP\/2\.0" (\d{3})/,
      (match) => ({ fact: "http2-preface-refused", status: numberIn(match) }),
      '"PRI * HTTP/2.0" 400 157',
    ],
    [
      /\b(?:invalid|malformed|bad|unexpected|unsupported|unknown)\b[^\n]{0,80}PRI \* HTTP\/2\.0/i,
      { fact: "http2-preface-refused", status: null },
      "invalid request: PRI * HTTP/2.0",
    ],
    // Not where the whole preface follows: a client's own dump of what it writes, or a capture.
    [
      /PRI \* HTTP\/2\.0(?!\.\.|(?:\\[rnx0-9a-d]{1,4}|[\s|]){1,40}SM\b)/,
      { fact: "http2-preface-refused", status: null },
      '"PRI * HTTP/2.0" - -',
    ],
    // Access logs in JSON or of other proxies, with any name of the method's field.
    [
      /\b(?:request_?|http_?)?(?:method|verb)"?\s?[:=]\s?"?PRI\b"?/i,
      { fact: "http2-preface-refused", status: null },
      '"method":"PRI","path":"*"',
    ],
    [
      // A call of gRPC, by its path, in the combined log format.
      /"POST \/\w{1,40}(?:\.\w{1,40}){1,5}\/\w{1,60} HTTP\/2(?:\.0)?" ([45]\d{2})(?= \d)/,
      (match) =>
        match[1] === "499"
          ? { fact: "cancelled" }
          : { fact: "http-status", status: Number(match[1]) },
      '"POST /kv.v1.KV/Get HTTP/2.0" 502 157 "-" "grpc-go/1.62.1"',
      "between",
    ],
    [/"\\x16\\x03[^"\n]{0,400}"/, hello, '"\\x16\\x03\\x01\\x02\\x00\\x01\\x00\\x01" 400 157'],
  ],
);

export const nginxRows: readonly Row[] = [
  ...accessLog,
  ...rowsFrom(
    {
      stack: "nginx",
      seen: "nginx 1.22.1 run, 3f6f7824d read: ngx_event_openssl.c, ngx_http_*.c",
      role: "server",
    },
    [
      [
        "client sent plain HTTP request to HTTPS port",
        { fact: "first-record-not-tls", got: "http" },
      ],
      [
        /[Tt]he plain HTTP request was sent to HTTPS port/,
        { fact: "first-record-not-tls", got: "http" },
        "The plain HTTP request was sent to HTTPS port",
      ],
      [
        /client sent invalid (?:method|request|version)(?: in HTTP\/0\.9 request)?(?: while reading client request line)?/,
        { fact: "http2-preface-refused", status: 400 },
        "client sent invalid method while reading client request line",
      ],
      ["client sent no required SSL certificate", { fact: "client-certificate-required" }],
      [
        /No required SSL certificate was sent/,
        { fact: "client-certificate-required" },
        "400 No required SSL certificate was sent",
      ],
      [
        /client SSL certificate verify error:/,
        clientBad,
        "client SSL certificate verify error: (18:self-signed certificate)",
      ],
      [/400 The SSL certificate error/, clientBad, "400 The SSL certificate error"],
      [
        /peer closed connection in SSL handshake/,
        { fact: "closed-in-handshake" },
        "peer closed connection in SSL handshake",
      ],
      [
        /SSL_do_handshake\(\) failed/,
        handshake,
        "SSL_do_handshake() failed (SSL: error:0A0000EB:SSL routines::no application protocol)",
      ],
      [
        /cannot load certificate key/,
        { fact: "key-not-loadable", what: "key" },
        'cannot load certificate key "/x.key"',
      ],
      [
        /cannot load certificate "/,
        { fact: "key-not-loadable", what: "certificate" },
        'cannot load certificate "/x.pem"',
      ],
      [
        /no "ssl_certificate" is defined for/,
        { fact: "key-not-loadable", what: "certificate" },
        'no "ssl_certificate" is defined for the "listen ... ssl" directive in /etc/nginx/kv.conf:3',
      ],
      [
        /SSL_CTX_use_PrivateKey\("[^"\n]{1,260}"\) failed/,
        { fact: "key-not-loadable", what: "pair" },
        'SSL_CTX_use_PrivateKey("/x.key") failed (SSL: error:05800074:x)',
      ],
      [
        // ngx_http_core_module.c, ngx_http_request.c, ngx_http_v2.c.
        /client intended to send too large body: (\d{1,20}) bytes/,
        (match) => ({ fact: "message-too-large", size: numberIn(match), limit: null }),
        "client intended to send too large body: 5242885 bytes",
      ],
      [
        /client sent too (?:long header line|large request)|client exceeded http2 max_(?:header|field)_size limit/,
        { fact: "header-list-too-large" },
        'client sent too long header line: "x-trace: aa..."',
      ],
      ["access forbidden by rule", { fact: "call-forbidden" }],
      [
        // ngx_http_auth_basic_module.c.
        /no user\/password was provided for basic authentication|user "[^"\n]{1,120}"(?: was not found in "|: password mismatch)/,
        { fact: "credentials-rejected" },
        "no user/password was provided for basic authentication",
      ],
      [
        // ngx_http_static_module.c: a call's path where files are served.
        /open\(\) "((?:\/[^/"\n]{1,60}){1,8})" failed \(2: No such file or directory\)/,
        (match) =>
          /\.\w{1,40}\/\w{1,60}$/.test(match[1] ?? "")
            ? { fact: "http-status", status: 404 }
            : undefined,
        'open() "/usr/share/nginx/html/kv.v1.KV/Get" failed (2: No such file or directory)',
      ],
      [
        /bind\(\) to \S{1,80} failed(?: \(13: Permission denied\))?/,
        (match) =>
          /13/.test(match[0].slice(-22))
            ? { fact: "cannot-listen" }
            : { fact: "wrapper", of: "program", status: null },
        "bind() to 0.0.0.0:443 failed (98: Address already in use)",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "nginx",
      seen: "nginx 1.22.1 run, 3f6f7824d read: ngx_http_upstream.c, grpc module",
      role: "between",
    },
    [
      // It connects to servers behind it alone.
      [
        /\bconnect\(\) (?:to \S{1,108} )?failed \((?:2: No such file or directory|13: Permission denied)\)/,
        { fact: "upstream-unreachable" },
        "connect() to unix:/run/kv.sock failed (2: No such file or directory) while connecting to upstream",
      ],
      [
        /upstream sent too big header/,
        { fact: "header-list-too-large" },
        "upstream sent too big header while reading response header from upstream",
      ],
      [
        /\bconnect\(\) (?:to \S{1,108} )?failed \(\d{1,3}: /,
        { fact: "wrapper", of: "attempt", status: null },
        "connect() failed (111: Connection refused) while connecting to upstream",
      ],
      [
        /upstream sent no valid HTTP\/1\.0 header/,
        { fact: "not-http2" },
        "upstream sent no valid HTTP/1.0 header while reading response header from upstream",
      ],
      [
        /upstream sent (?:invalid http2 frame|frame for unknown stream|too large http2 frame|unexpected http2 frame)[^\n]{0,60}/,
        { fact: "not-http2" },
        "upstream sent too large http2 frame: 4740180",
      ],
      [
        /upstream sent http2 goaway|upstream sent goaway(?: with error (\d{1,2}))?/,
        (match) => ({ fact: "goaway", code: match[1] ?? null, debug: null }),
        "upstream sent goaway with error 11",
      ],
      [
        /upstream rejected request with error (\d{1,2})/,
        (match) => ({ fact: "stream-reset", code: match[1] ?? null }),
        "upstream rejected request with error 2",
      ],
      [
        /upstream prematurely closed connection/,
        { fact: "closed" },
        "upstream prematurely closed connection while reading response header from upstream",
      ],
      [
        /upstream timed out/,
        { fact: "timeout", of: "upstream" },
        "upstream timed out (110: Connection timed out) while reading response header from upstream",
      ],
      // ngx_http_limit_req_module.c and ngx_http_limit_conn_module.c; what is only delayed passes.
      [
        /limiting (?:requests, excess: [\d.]{1,12}|connections) by zone "[^"\n]{1,80}"/,
        { fact: "too-many-calls" },
        'limiting requests, excess: 5.812 by zone "calls"',
      ],
      // ngx_proxy_protocol.c, with what came as it is: a line feed in it breaks the line.
      [
        /\bbroken header: "[^"\r\n]{0,200}(?:" while reading PROXY protocol)?/,
        { fact: "proxy-header-missing" },
        'broken header: "PRI * HTTP/2.0" while reading PROXY protocol',
      ],
      [
        /no live upstreams/,
        { fact: "upstream-unavailable" },
        "no live upstreams while connecting to upstream",
      ],
      [
        /upstream SSL certificate verify error:/,
        handshake,
        "upstream SSL certificate verify error: (20:unable to get local issuer certificate)",
      ],
      [
        /upstream SSL certificate does not match "([^"\n]{1,253})"/,
        (match) => ({ fact: "hostname-mismatch", wanted: match[1] ?? null, valid: null }),
        'upstream SSL certificate does not match "db.internal"',
      ],
      [
        /host not found in upstream "([^"\n]{1,253})"|(\S{1,253}) could not be resolved/,
        (match) => ({ fact: "name-not-resolved", name: match[1] ?? match[2] ?? null }),
        'host not found in upstream "db.internal"',
      ],
    ],
  ),
];
