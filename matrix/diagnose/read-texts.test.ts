import fc from "fast-check";
import { expect, test } from "vitest";
import type { Fact } from "../domain/fact.ts";
import { textTable } from "../knowledge/texts/text-table.ts";
import { readLimit, readText } from "./read-texts.ts";

test("a chain is given from its outermost wrapper to its root", () => {
  const text =
    'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 10.0.0.7:443: connect: connection refused"';
  expect(readText(text).map(({ stack, role, fact }) => ({ stack, role, fact }))).toEqual([
    {
      stack: "grpc-go",
      role: null,
      fact: { fact: "wrapper", of: "status", status: "Unavailable" },
    },
    { stack: "grpc-go", role: null, fact: { fact: "wrapper", of: "attempt", status: null } },
    { stack: "os", role: null, fact: { fact: "dialled", address: "10.0.0.7:443" } },
    { stack: "os", role: null, fact: { fact: "connection-refused" } },
  ]);
});

test("the printer's role stands in where a text has none of its own", () => {
  const roles = (role: "client" | "server") =>
    readText("CERTIFICATE_VERIFY_FAILED\ntls: client didn't provide a certificate", { role }).map(
      (reading) => reading.role,
    );
  expect(roles("client")).toEqual(["client", "server"]);
  expect(roles("server")).toEqual(["server", "server"]);
});

test("of equal matches the printer's own stack counts", () => {
  const stackOf = (stack: "nginx" | "boringssl") =>
    readText("CERTIFICATE_VERIFY_FAILED", { stack }).map((reading) => reading.stack);
  expect(stackOf("boringssl")).toEqual(["boringssl"]);
});

test("random text states nothing that it does not quote, and never throws", () => {
  const words = fc.constantFrom(
    "error",
    "tls:",
    "EOF",
    "x509:",
    "(",
    "\\x16",
    "\n",
    "connect",
    ":",
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string({ unit: "binary" }), words), { maxLength: 40 }),
      (parts) => {
        const text = parts.join(" ");
        for (const { span, quote } of readText(text))
          expect(text.slice(span.from, span.to)).toBe(quote);
      },
    ),
    { numRuns: 60 },
  );
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."qzjvk 0.,;-") }), (text) => {
      expect(readText(text)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test("beyond the limit nothing is read", () => {
  const text = `${" ".repeat(readLimit)}connection refused`;
  expect(readText(text)).toEqual([]);
});

test("every pattern ends on a mebibyte of its own beginnings", () => {
  for (const { pattern, example } of textTable) {
    const opening = example.slice(0, Math.max(1, Math.floor(example.length * 0.8)));
    const hostile = opening.repeat(Math.ceil(readLimit / opening.length)).slice(0, readLimit);
    let matches = 0;
    for (const _ of hostile.matchAll(new RegExp(pattern, `${pattern.flags}g`))) matches += 1;
    expect(matches).toBeLessThan(readLimit);
  }
}, 110_000);

/** What the figures and bytes inside a text decide. */
test.for<readonly [string, Fact | undefined]>([
  [
    "Expected SETTINGS frame as the first frame, got frame type 80",
    { fact: "http1-answer", status: null },
  ],
  ["Expected SETTINGS frame as the first frame, got frame type 7", { fact: "not-http2" }],
  ["Connect string mismatch: expected 'P' (80) got 'O' (79) at byte 0", { fact: "http1-request" }],
  [
    "Connect string mismatch: expected 'P' (80) got '?' (22) at byte 0",
    { fact: "tls-record-received", record: "client-hello" },
  ],
  ["Connect string mismatch: expected 'P' (80) got '?' (0) at byte 0", { fact: "not-http2" }],
  ['received bogus greeting from client: "POST / HTTP/1.1"', { fact: "http1-request" }],
  [
    'received bogus greeting from client: "\\x15\\x03\\x03"',
    { fact: "tls-record-received", record: "alert" },
  ],
  ["ELF architecture: EM_X86_64 (current architecture: amd64)", undefined],
  [
    "ELF architecture: EM_X86_64 (current architecture: arm64)",
    { fact: "exec-failed", why: "format" },
  ],
  ["not an SSL/TLS record: 48545450", { fact: "first-record-not-tls", got: "http" }],
  ["not an SSL/TLS record: 505249202a", { fact: "first-record-not-tls", got: "http2" }],
  ['unknown authority (possibly because of "x509: x" while', undefined],
  [
    'certificate signed by unknown authority (possibly because of "x509: cannot verify signature: insecure algorithm SHA1-RSA" while trying to verify candidate authority certificate "ca")',
    { fact: "key-too-weak", what: "signature" },
  ],
  ["(IN), TLS alert, unknown CA (560)", { fact: "alert-received", alert: "unknown_ca" }],
  ["(OUT), TLS alert, unknown CA (560)", { fact: "alert-sent", alert: "unknown_ca" }],
  ["remote error: tls: alert(200)", { fact: "alert-received", alert: "alert_200" }],
])("%s", ([text, fact]) => {
  const readable = text.startsWith("received bogus") ? `HandleStreams ${text}` : text;
  expect(readText(readable)[0]?.fact).toEqual(fact);
});
