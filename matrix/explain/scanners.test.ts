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
