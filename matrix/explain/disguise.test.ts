import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBytes } from "./decode-bytes.ts";
import { explain } from "./explain.ts";

const gist = (text: string) =>
  explain([{ name: "-", text }]).diagnosis.causes.map(({ code, side, decided }) => [
    code,
    side,
    decided,
  ]);

const head =
  'rpc error: code = Unavailable desc = connection error: desc = "transport: authentication handshake failed: ';

/** One text of each stack, in its own surroundings. */
const texts = [
  `${head}tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-21T10:00:00Z is after 2025-01-01T00:00:00Z"`,
  `${head}tls: failed to verify certificate: x509: certificate is valid for other.example, www.other.example, not kv.internal"`,
  `${head}credentials: cannot check peer: missing selected ALPN property. If you upgraded from a grpc-go version earlier than 1.67, your TLS connections may have stopped working due to ALPN enforcement."`,
  'grpc: Server.Serve failed to create ServerTransport: connection error: desc = "transport: http2Server.HandleStreams received bogus greeting from client: \\"\\x16\\x03\\x01\\x02\\x00\\x01\\""',
  "failed to connect to all addresses; last error: UNKNOWN: ipv4:10.0.0.7:443: Ssl handshake failed: SSL_ERROR_SSL: error:1000007d:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED: self signed certificate in certificate chain",
  "UNAVAILABLE: ipv4:10.0.0.7:50051: Failed parsing HTTP/2 (Expected SETTINGS frame as the first frame, got frame type 80) (Trying to connect an http1.x server (HTTP status 400))",
  "Error: 14 UNAVAILABLE: No connection established. Last error: Error: Hostname/IP does not match certificate's altnames: Host: localhost. is not in the cert's altnames: DNS:other.example (2026-11-21T10:00:00.000Z). Resolution note: ",
  "tonic::transport::Error(Transport, hyper::Error(Connect, Custom { kind: InvalidData, error: InvalidCertificate(NotValidForName) }))",
  "io.grpc.StatusRuntimeException: UNAVAILABLE: io exception\nCaused by: io.netty.handler.ssl.NotSslRecordException: not an SSL/TLS record: 485454502f312e3120343030",
  '2026/11/21 10:00:00 [error] 7#7: *5 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.0.1, server: _, request: "POST /kv.KV/Get HTTP/2.0", upstream: "grpc://127.0.0.1:50051"',
  "Unhandled Exception: gRPC Error (code: 14, codeName: UNAVAILABLE, message: Error connecting: SocketException: The remote computer refused the network connection. (OS Error: The remote computer refused the network connection., errno = 1225), address = kv.internal, port = 50051, details: null)",
  "Unrecognized remote plugin message: listening on port 5000\nThis usually means that the plugin is either invalid or simply\nneeds to be recompiled to support the latest protocol.",
] as const;

/** Of terminals and mails: every sixth. */
const widths = Array.from({ length: 14 }, (_, index) => 61 + 6 * index);

const hard = (line: string, columns: number): string =>
  line.match(new RegExp(`.{1,${columns}}`, "g"))?.join("\n") ?? "";

const soft = (line: string, columns: number): string =>
  line.replace(new RegExp(`(.{1,${columns}})(?: |$)`, "g"), "$1\n").replace(/\n$/, "");

const eachLine = (all: string, change: (line: string) => string): string =>
  all.split("\n").map(change).join("\n");

const disguises: Readonly<Record<string, (text: string, columns: number) => string>> = {
  "broken within words": (all, columns) => eachLine(all, (line) => hard(line, columns)),
  "broken between words": (all, columns) => eachLine(all, (line) => soft(line, columns)),
  "broken and quoted in a mail": (all, columns) =>
    eachLine(all, (line) => soft(line, columns)).replace(/^/gm, "> "),
  "broken with a hanging indent": (all, columns) =>
    eachLine(all, (line) => soft(line, columns).replaceAll("\n", "\n      ")),
  "broken behind a container's name": (all, columns) =>
    eachLine(all, (line) => hard(line, columns)).replace(/^/gm, "kv-1  | "),
  coloured: (all) => all.replace(/(\w+)/g, "\x1b[1;31m$1\x1b[0m"),
  "escaped in JSON": (all) => JSON.stringify({ log: all }),
  "escaped in JSON twice": (all) => JSON.stringify({ log: JSON.stringify({ msg: all }) }),
  "with times": (all) => all.replace(/^/gm, "2026-11-21T10:00:00.000Z "),
  "with a container's name": (all) => all.replace(/^/gm, "kv-1  | "),
  "in HTML": (all) =>
    `<pre>${all.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/'/g, "&#39;").replace(/</g, "&lt;")}</pre>`,
  "with carriage returns": (all) => all.replace(/\n/g, "\r\n"),
  "with typographic quotes": (all) => all.replace(/"([^"\n]*)"/g, "“$1”").replace(/'/g, "’"),
  "read in the wrong encoding": (all) =>
    new TextDecoder("windows-1252").decode(
      Buffer.from(all.replace(/"([^"\n]*)"/g, "“$1”").replace(/'/g, "’"), "utf8"),
    ),
  "as UTF-16": (all) => decodeBytes(Buffer.from(`\ufeff${all}`, "utf16le")),
  "among other lines": (all) => `starting\n${all}\n\n2026-11-21 10:00:00 INFO ready\n`,
};

test.for(Object.entries(disguises))("%s, a text means the same", ([, disguise]) => {
  for (const plain of texts) {
    const disguised = new Set(widths.map((columns) => disguise(plain, columns)));
    for (const one of disguised) expect(gist(one), one).toEqual(gist(plain));
  }
});

test("a text that was cut off is not decided as something else", () => {
  const decided = (all: string) =>
    gist(all).flatMap(([code, , isDecided]) => (isDecided ? [code] : []));
  for (const whole of texts) {
    for (let percent = 20; percent < 100; percent += 4) {
      const cut = whole.slice(0, Math.floor((whole.length * percent) / 100));
      expect(decided(whole), cut).toEqual(expect.arrayContaining(decided(cut)));
    }
  }
});

test("lines are counted in what was pasted", () => {
  const pasted = `one\r\ntwo\r\n> ${hard(texts[1], 80).replaceAll("\n", "\r\n> ")}\r\n`;
  const [cause] = explain([{ name: "log", text: pasted }]).diagnosis.causes;
  expect(cause?.matched[0]?.at).toEqual({ source: "log", line: 4 });
});

/** Openings, escapes and prefixes repeated: what is quadratic would not end before the runner's limit. */
test.for([
  ...[
    "\n",
    "\\",
    "[",
    "\x1b[",
    "&#",
    "<",
    "> ",
    "a",
    "a.",
    " ",
    "16030102",
    "a:1 ",
    "%2",
    "â€",
    "1.1.1.1:",
    '\\"',
    "\\u00",
    "·",
  ],
  "word ".repeat(15).concat("\n"),
  "dial tcp 10.0.0.1:443: connect: connection refused\n",
  "issuer CN=x ",
  "errno = ",
  "连接被拒绝",
  "certificate rejected: [",
  "client: server: ",
])("an eighth of a mebibyte of %j ends", (piece) => {
  const size = 128 * 1024;
  const { diagnosis } = explain([
    { name: "-", text: piece.repeat(Math.ceil(size / piece.length)).slice(0, size) },
  ]);
  expect(diagnosis.causes.length).toBeGreaterThan(0);
});

test("bytes of any kind come to some diagnosis", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      expect(
        explain([{ name: "-", text: decodeBytes(bytes) }]).diagnosis.causes.length,
      ).toBeGreaterThan(0);
    }),
    { numRuns: 50 },
  );
});
