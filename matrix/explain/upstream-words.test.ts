/** What a proxy says of the server behind it, and the page that its client gets. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const told = (...lines: readonly string[]) => {
  const { tells, diagnosis } = explain([{ name: "-", text: `${lines.join("\n")}\n` }]);
  return [tells, diagnosis.causes[0]?.code, diagnosis.causes[0]?.side];
};

const nginx = (words: string, during: string) =>
  `2026/04/01 09:00:00 [error] 7#7: *3 ${words} while ${during}, client: 10.0.0.9, server: kv, request: "POST /kv.KV/Get HTTP/2.0", upstream: "grpc://10.0.0.4:50051", host: "kv"`;

const page = (status: string) => [
  `2026/04/01 09:00:00 get failed: rpc error: code = Unavailable desc = unexpected HTTP status code received from server: ${status.slice(0, 3)} (x); transport: received unexpected content-type "text/html"`,
  `data: "<html>\\r\\n<head><title>${status}</title></head>\\r\\n<body><h1>${status}</h1></body></html>"`,
];

const haproxy = (status: number, state: string) =>
  `10.0.0.9:40001 [01/Apr/2026:09:00:00.100] fe~ be/s1 0/0/1/-1/1002 ${status} 198 - - ${state} 1/1/0/0/0 0/0 "POST https://kv/kv.KV/Get HTTP/2.0"`;

const timedOut = nginx(
  "upstream timed out (110: Connection timed out)",
  "reading response header from upstream",
);
const untrusted = nginx(
  "upstream SSL certificate verify error: (20:unable to get local issuer certificate)",
  "SSL handshaking to upstream",
);
const otherName = nginx(
  'upstream SSL certificate does not match "kv.internal"',
  "SSL handshaking to upstream",
);
const header =
  "10.0.0.9:40001 [01/Apr/2026:09:00:00.100] fe/1: Received something which does not look like a PROXY protocol header";

test.for<readonly [string, string | null, readonly string[]]>([
  ["upstream-timeout", "server", [timedOut]],
  ["upstream-timeout", "server", [timedOut, ...page("504 Gateway Time-out")]],
  ["upstream-timeout", "server", [haproxy(504, "sH--")]],
  ["upstream-timeout", "server", [haproxy(504, "sHNN"), ...page("504 Gateway Time-out")]],
  ["upstream-timeout", "between", page("504 Gateway Time-out")],
  ["upstream-unreachable", "server", [haproxy(503, "SC--"), ...page("503 Service Unavailable")]],
  ["upstream-unreachable", "server", [haproxy(503, "sC--")]],
  ["upstream-protocol-mismatch", "between", [haproxy(502, "PH--")]],
  ["upstream-protocol-mismatch", "between", [haproxy(502, "PH--"), ...page("502 Bad Gateway")]],
  ["upstream-certificate-rejected", "between", [untrusted]],
  ["upstream-certificate-rejected", "between", [otherName]],
  ["upstream-certificate-rejected", "between", [untrusted, ...page("502 Bad Gateway")]],
  [
    "upstream-protocol-mismatch",
    "between",
    [
      '2026/04/01 10:00:00 [error] 29#29: *411 upstream sent too large http2 frame: 4740180 while reading response header from upstream, client: 172.20.0.1, upstream: "grpc://172.20.0.5:8080"',
      '172.20.0.1 - - [01/Apr/2026:10:00:00 +0000] "POST /kv.KV/Get HTTP/2.0" 502 150 "-" "grpc-python/1.66.1"',
    ],
  ],
  [
    "upstream-protocol-mismatch",
    "between",
    [
      '[2026-05-03 03:03:03.003][25][debug][client] [source/common/http/codec_client.cc:142] [Tags: "ConnectionId":"9"] protocol error: http/1.1 protocol error: HPE_INVALID_CONSTANT',
    ],
  ],
  ["client-certificate-missing", "client", page("400 No required SSL certificate was sent")],
  ["proxy-protocol-expected", null, [header]],
  [
    "proxy-protocol-expected",
    null,
    [
      header,
      'rpc error: code = Unavailable desc = connection error: desc = "transport: authentication handshake failed: read: connection reset by peer"',
    ],
  ],
])("%s, %s: %s", ([code, side, lines]) => {
  expect(told(...lines)).toEqual(["cause", code, side]);
});

const check = (reason: string) =>
  `[WARNING]  (7) : Server be/s1 is DOWN, reason: ${reason}, check duration: 2ms. 0 active and 0 backup servers left.`;
const none = "[ALERT]    (7) : backend 'be' has no server available!";
const noServer = haproxy(503, "SC--").replace("be/s1", "be/<NOSRV>");
const itsPage = [
  page("503 Service Unavailable")[0] ?? "",
  'data: "<html><body><h1>503 Service Unavailable</h1>\\nNo server is available to handle this request.\\n</body></html>\\n"',
];

test.for<readonly [string, readonly string[]]>([
  [
    "upstream-certificate-rejected",
    [check('Layer6 invalid response, info: "SSL handshake failure"')],
  ],
  [
    "upstream-certificate-rejected",
    [
      '[WARNING]  (7) : Health check for server be/s1 failed, reason: Layer6 invalid response, info: "SSL handshake failure (certificate verify failed)", check duration: 2ms, status: 0/2 DOWN.',
    ],
  ],
  [
    "upstream-certificate-rejected",
    [
      check(
        'Layer6 invalid response, info: "SSL handshake failure (error:0A000086:SSL routines::certificate verify failed)"',
      ),
      ...page("503 Service Unavailable"),
    ],
  ],
  ["upstream-protocol-mismatch", [check("Layer6 timeout")]],
  ["upstream-unreachable", [check("Layer4 timeout")]],
  ["upstream-unreachable", [check('Socket error, info: "No route"'), ...itsPage]],
  ["upstream-timeout", [check("Layer7 timeout")]],
  [
    "upstream-certificate-rejected",
    [check('Layer6 invalid response, info: "SSL handshake failure"'), none],
  ],
  [
    "upstream-unreachable",
    [check('Layer6 invalid response, info: "SSL handshake failure"'), none, noServer, ...itsPage],
  ],
  ["upstream-unreachable", [noServer, ...itsPage]],
  ["upstream-unreachable", itsPage],
  ["upstream-protocol-mismatch", [haproxy(502, "SH--")]],
])("HAProxy's own words come before the page: %s of %j", ([code, lines]) => {
  const { diagnosis } = explain([{ name: "-", text: `${lines.join("\n")}\n` }]);
  expect(diagnosis.causes[0]?.code).toBe(code);
});

test("a time that ran out before the server was asked", () => {
  const words = "upstream timed out (110: Connection timed out)";
  expect(told(nginx(words, "connecting to upstream"))[1]).toBe("upstream-unreachable");
  expect(told(nginx(words, "SSL handshaking to upstream"))[1]).toBe("silent-peer");
});

test("a page of no proxy, and sessions that ended well", () => {
  expect(told(...page("404 Not Found"))[1]).toBe("wrong-endpoint");
  expect(told(haproxy(200, "----"))[0]).not.toBe("cause");
  expect(told(haproxy(200, "sH--"))[0]).not.toBe("cause");
});

/** As proxies that are written in Go log an error of their own call. */
const goProxies: readonly (readonly [string, (error: string) => string])[] = [
  ["net/http/httputil", (error) => `2026/01/02 10:00:00 http: proxy error: ${error}`],
  [
    "Traefik 2",
    (error) => `time="2026-01-02T10:00:00Z" level=debug msg="502 Bad Gateway" error="${error}"`,
  ],
  [
    "Traefik 2, in JSON",
    (error) =>
      `{"error":"${error}","level":"debug","message":"502 Bad Gateway","time":"2026-01-02T10:00:00Z"}`,
  ],
  [
    "Traefik 3",
    (error) =>
      `2026-01-02T10:00:00Z DBG github.com/traefik/traefik/v3/pkg/proxy/httputil/proxy.go:121 > 502 Bad Gateway error="${error}"`,
  ],
  [
    "Caddy, on a terminal",
    (error) =>
      `2026/01/02 10:00:00.000\tERROR\thttp.log.error\t${error}\t{"request": {"remote_ip": "10.0.0.7", "proto": "HTTP/2.0", "host": "kv"}, "duration": 0.01, "status": 502}`,
  ],
  [
    "Caddy, in JSON",
    (error) =>
      `{"level":"error","ts":1,"logger":"http.log.error","msg":"${error}","request":{"host":"kv"},"status":502}`,
  ],
];

test.for(
  goProxies.flatMap(([proxy, line]) =>
    (
      [
        ["tls: first record does not look like a TLS handshake", "upstream-protocol-mismatch"],
        [
          "tls: failed to verify certificate: x509: certificate signed by unknown authority",
          "upstream-certificate-rejected",
        ],
        ["dial tcp 10.0.0.7:50051: connect: connection refused", "upstream-unreachable"],
      ] as const
    ).map(([error, code]) => [proxy, error, code, line(error)] as const),
  ),
)("%s: %s", ([, , code, line]) => {
  expect(told(line).slice(0, 2)).toEqual(["cause", code]);
});
