import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeNumbers } from "./numbers.ts";

test.for<readonly [string, readonly (readonly [string, string])[]]>([
  ["got 1603010200010001fc", [["1603010200010001fc", "TLS ClientHello"]]],
  ["160301", [["160301", "TLS ClientHello"]]],
  ["first 5 bytes: 1503030002", [["1503030002", "TLS alert record"]]],
  ["bytes 15030300020230", [["15030300020230", "TLS alert 48, unknown_ca"]]],
  ["not an SSL/TLS record: 485454502f312e31", [["485454502f312e31", 'HTTP/1 answer ("HTTP/")']]],
  ["hex 505249202a20", [["505249202a20", 'HTTP/2 preface ("PRI * HTTP/2.0")']]],
  ['greeting "\\x16\\x03\\x01\\x02"', [["\\x16\\x03\\x01\\x02", "TLS ClientHello"]]],
  ["larger than max (4740180 vs. 4194304)", [["4740180", 'the bytes "HTT"']]],
  ["larger than max (1213486160 vs 4194304)", [["1213486160", 'the bytes "HTTP"']]],
  ["larger than max (1752460652 vs 4194304)", [["1752460652", 'the bytes "html"']]],
  ["oversized record received with length 20527", [["20527", 'the bytes "P/"']]],
  ["got frame type 80)", [["80", 'the byte "P", the fourth of "HTTP"']]],
  ["invalid compression flag: 60 (valid", [["60", 'the byte "<"']]],
  ["expected 'P' (80) got 'O' (79) at byte 0", [["79", 'the byte "O"']]],
  ["only unsupported versions: [304]", [["304", "TLS 1.3"]]],
  [
    "only unsupported versions: [304 303]",
    [
      ["304", "TLS 1.3"],
      ["303", "TLS 1.2"],
    ],
  ],
  ["version 0x0303", [["0303", "TLS 1.2"]]],
  ["record with version 301 when", [["301", "TLS 1.0"]]],
  ["SSL alert number 40", [["40", "TLS alert 40, handshake_failure"]]],
  ["tls: alert(46)", [["46", "TLS alert 46, certificate_unknown"]]],
  ["alert 116", [["116", "TLS alert 116, certificate_required"]]],
  ["(IN), TLS alert, unknown CA (560):", [["560", "TLS alert 48, unknown_ca"]]],
  ["error:14094410:SSL routines", [["14094410", "TLS alert 40, handshake_failure"]]],
  ["error:0A000410:SSL routines", [["0A000410", "TLS alert 40, handshake_failure"]]],
  ["error:1000045c:SSL routines", [["1000045c", "TLS alert 116, certificate_required"]]],
  ["ConnectionRefusedError(111, 'Connection refused')", [["111", "ECONNREFUSED (Linux)"]]],
  // Numbers of OpenSSL's and of getaddrinfo's, and codes of other things than calls.
  ["SSLEOFError(8, 'EOF occurred')", []],
  ["SSLError(1, '[SSL: X]')", []],
  ["gaierror(-2, 'Name or service not known')", []],
  ["Verify return code: 10 (x)", [["10", "certificate has expired"]]],
  ["exit code: 5", []],
  ["error code: 8", []],
  ["gRPC Error (code: 14, x)", [["14", "gRPC status UNAVAILABLE"]]],
  ["(os error 111)", [["111", "ECONNREFUSED (Linux)"]]],
  ["(os error 61)", [["61", "ECONNREFUSED (macOS)"]]],
  ["os error 10061", [["10061", "WSAECONNREFUSED (Windows)"]]],
  ["error(-104)", [["104", "ECONNRESET (Linux)"]]],
  ["Connection reset by peer (104)", [["104", "ECONNRESET (Linux)"]]],
  ["connect() failed (111: Connection refused)", [["111", "ECONNREFUSED (Linux)"]]],
  ['{"errno":111,"os_error":"x"}', [["111", "ECONNREFUSED (Linux)"]]],
  ["Os { code: 61, kind", [["61", "ECONNREFUSED (macOS)"]]],
  ["errno: -54", [["54", "ECONNRESET (macOS)"]]],
  ["(OS Error: x, errno = 1225)", [["1225", "ERROR_CONNECTION_REFUSED (Windows)"]]],
  ["[WinError 10060] x", [["10060", "WSAETIMEDOUT (Windows)"]]],
  ["(HTTP status 400)", [["400", "HTTP status Bad Request"]]],
  ['"PRI * HTTP/2.0" 400 157', [["400", "HTTP status Bad Request"]]],
  [
    "Received HTTP status code 464",
    [
      [
        "464",
        "HTTP status protocol version of the request does not fit the target group (AWS ALB)",
      ],
    ],
  ],
  ["grpc-status: 14", [["14", "gRPC status UNAVAILABLE"]]],
  ["Error: 14 UNAVAILABLE", [["14", "gRPC status UNAVAILABLE"]]],
  ["Received RST_STREAM with code 2", [["2", "HTTP/2 error INTERNAL_ERROR"]]],
  ["verify error:num=20:unable", [["20", "unable to get local issuer certificate"]]],
  [
    "tls: received record with version 301 when expecting version 303",
    [
      ["301", "TLS 1.0"],
      ["303", "TLS 1.2"],
    ],
  ],
  [
    "TLS_error:|268436501:SSL_routines:OPENSSL_internal:SSLV3_ALERT_CERTIFICATE_EXPIRED:TLS_error_end",
    [["268436501", "TLS alert 45, certificate_expired"]],
  ],
  ["verification time 1700000000 (UNIX)", [["1700000000", "2023-11-14T22:13:20.000Z"]]],
  ["127.0.0.1:50051 took 20527 ms, id deadbeef, 2026-11-21", []],
])("%s", ([text, decoded]) => {
  expect(decodeNumbers(text).map((one) => [one.text, one.meaning])).toEqual(decoded);
});

/** A text, and what its numbers mean. */
type Known = Readonly<{
  text: string;
  says: readonly Readonly<{ number: string; meaning: string }>[];
}>;

const known = readFileSync(
  join(import.meta.dirname, "../../../fixtures/texts/numbers.jsonl"),
  "utf8",
)
  .trimEnd()
  .split("\n")
  .map((line): Known => JSON.parse(line));

test.for(known)("$text", ({ text, says }) => {
  expect(decodeNumbers(text).map((one) => ({ number: one.text, meaning: one.meaning }))).toEqual(
    says,
  );
});

test("a span covers its text, in order, without overlap", () => {
  const numbers = fc.oneof(
    fc.nat().map(String),
    fc.nat().map((n) => n.toString(16)),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(numbers, { maxLength: 30 }), (parts) => {
      const text = parts.join(" error ");
      let end = 0;
      for (const { span, text: quoted } of decodeNumbers(text)) {
        expect(span.from).toBeGreaterThanOrEqual(end);
        expect(text.slice(span.from, span.to)).toBe(quoted);
        end = span.to;
      }
    }),
  );
});
