/** Who speaks to a server in ways that none of its clients does, and who is a client that fails. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const told = (text: string) => {
  const { tells, diagnosis } = explain([{ name: "-", text }]);
  return [tells, diagnosis.causes[0]?.code, diagnosis.determinable];
};

const served = "2026/04/01 03:05:10 served POST /kv.v1.KV/Get 200 peer=10.0.0.8:33100 3ms";
const refusal = "2026/04/01 03:05:11 http: TLS handshake error from";
const request = (client: string, words: string) =>
  `${client} - - [01/Apr/2026:03:05:09 +0000] ${words} "-" "-"`;
const answered = request("10.0.0.8", '"POST /kv.v1.KV/Get HTTP/2.0" 200 31');

const accepted = (words: string) =>
  `2026/04/01 03:05:11 INFO accept: remote=192.0.2.9:4023 transport: ${words}`;
const greeting = (bytes: string) =>
  accepted(`http2Server.HandleStreams received bogus greeting from client: "${bytes}"`);
const nginx = (words: string) =>
  `2026/04/01 03:05:11 [info] 7#7: *3 ${words}, client: 192.0.2.9, server: 0.0.0.0:443`;

test.for<readonly [string, readonly string[]]>([
  [
    "plaintext and old TLS",
    [
      `${refusal} 192.0.2.9:4021: tls: first record does not look like a TLS handshake`,
      `${refusal} 192.0.2.9:4022: tls: client offered only unsupported versions: [301]`,
      served,
    ],
  ],
  [
    "HTTP/1.0 by ALPN",
    [
      `${refusal} [2001:db8::9]:4021: tls: client requested unsupported application protocols (["http/1.0"])`,
      served,
    ],
  ],
  [
    "plaintext and HTTP/1.1 by ALPN, and an end",
    [
      `${refusal} 192.0.2.9:4021: tls: client requested unsupported application protocols (["http/1.1"])`,
      `${refusal} 192.0.2.9:4022: tls: first record does not look like a TLS handshake`,
      `${refusal} 192.0.2.9:4023: EOF`,
      served,
    ],
  ],
  [
    "TLS to a plaintext port, and a page",
    [
      request("192.0.2.9", String.raw`"\x16\x03\x01\x00\xEE\x01\x00" 400 157`),
      request("192.0.2.9", '"GET /wp-login.php HTTP/1.1" 404 153'),
      answered,
    ],
  ],
  [
    "a preface, and a page",
    [
      request("192.0.2.9", '"HEAD / HTTP/1.1" 404 0'),
      request("192.0.2.9", '"PRI * HTTP/2.0" 400 157'),
      answered,
    ],
  ],
  [
    "a page and an SSH client in place of a preface",
    [greeting(String.raw`GET / HTTP/1.1\r\nHost: kv`), greeting("SSH-2.0-Go"), served],
  ],
  [
    "plaintext to nginx's TLS port, old TLS, and an end in the handshake",
    [
      nginx("client sent plain HTTP request to HTTPS port while reading client request headers"),
      nginx(
        "SSL_do_handshake() failed (SSL: error:0A000102:SSL routines::unsupported protocol) while SSL handshaking",
      ),
      nginx("peer closed connection in SSL handshake while SSL handshaking"),
      answered,
    ],
  ],
  ...["OPTIONS /", "PROPFIND /", "TRACE /", "CONNECT example.org:443"].map(
    (asked) =>
      [
        `TLS to a plaintext port, and ${asked}`,
        [
          request("192.0.2.9", String.raw`"\x16\x03\x01\x00\xEE\x01\x00" 400 157`),
          request("192.0.2.9", `"${asked} HTTP/1.1" 405 157`),
          answered,
        ],
      ] as const,
  ),
  ...[
    `${refusal} 192.0.2.9:4023: read tcp 10.0.0.1:8443->192.0.2.9:4023: read: connection reset by peer`,
    accepted("http2Server.HandleStreams failed to receive the preface from client: EOF"),
    accepted("[server-transport 0xc0001ae000] Closing: EOF"),
  ].map(
    (end) =>
      [
        `plaintext, HTTP/1.1 by ALPN, and ${end}`,
        [
          `${refusal} 192.0.2.9:4021: tls: first record does not look like a TLS handshake`,
          `${refusal} 192.0.2.9:4022: tls: client requested unsupported application protocols (["http/1.1"])`,
          end,
          served,
        ],
      ] as const,
  ),
  [
    "HTTP/0.9 by ALPN",
    [
      `${refusal} 192.0.2.9:4021: tls: client requested unsupported application protocols (["http/0.9"])`,
      served,
    ],
  ],
])("a scanner: %s", ([, lines]) => {
  expect(told(lines.join("\n"))[0]).toBe("healthy");
  expect(told([lines.at(-1), ...lines.slice(0, -1), lines.at(-1)].join("\n"))[0]).toBe("healthy");
  expect(told(lines.slice(0, -1).join("\n"))[0]).toBe("cause");
});

test.for<readonly [string, string, readonly string[]]>([
  [
    "plaintext alone",
    "plaintext-client-to-tls-port",
    [`${refusal} 192.0.2.9:4021: tls: first record does not look like a TLS handshake`, served],
  ],
  [
    "HTTP/1.1 alone",
    "wrong-endpoint",
    [greeting(String.raw`GET /healthz HTTP/1.1\r\nHost: kv`), served],
  ],
  [
    "it was served before",
    "plaintext-client-to-tls-port",
    [
      `${refusal} 10.0.0.8:4021: tls: first record does not look like a TLS handshake`,
      `${refusal} 10.0.0.8:4022: tls: client requested unsupported application protocols (["http/1.1"])`,
      served,
    ],
  ],
  [
    "it refused a certificate",
    "plaintext-client-to-tls-port",
    [
      `${refusal} 192.0.2.9:4021: tls: first record does not look like a TLS handshake`,
      `${refusal} 192.0.2.9:4022: tls: client requested unsupported application protocols (["http/1.1"])`,
      `${refusal} 192.0.2.9:4023: remote error: tls: unknown certificate authority`,
      served,
    ],
  ],
  [
    "a client's TLS to a plaintext port",
    "tls-client-to-plaintext-port",
    [request("10.0.0.9", String.raw`"\x16\x03\x01\x00\xEE\x01\x00" 400 157`), answered],
  ],
])("a client: %s", ([, code, lines]) => {
  const [tells, first] = told(lines.join("\n"));
  expect([tells === "healthy", first]).toEqual([false, code]);
});

test("a scanner beside a client that fails decides nothing", () => {
  const [tells, first] = told(
    [
      `${refusal} 192.0.2.9:4021: tls: client requested unsupported application protocols (["http/1.0"])`,
      `${refusal} 10.0.0.9:4023: remote error: tls: unknown certificate authority`,
      served,
    ].join("\n"),
  );
  expect([tells, first]).toEqual(["cause", "unknown-ca"]);
});
