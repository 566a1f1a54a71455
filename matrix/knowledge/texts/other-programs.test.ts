/** Databases, brokers, lists of packets, kernels and proxies: what their words state, and what looks alike and states less. */
import { expect, test } from "vitest";
import { readText } from "../../diagnose/read-texts.ts";
import type { Fact } from "../../domain/fact.ts";

const readings = (text: string) => readText(text).map(({ fact, role }) => [fact, role] as const);
const facts = (text: string): readonly Fact[] => readText(text).map(({ fact }) => fact);

const hello: Fact = { fact: "tls-record-received", record: "client-hello" };
const request: Fact = { fact: "http1-request" };
const outOfMemory: Fact = { fact: "out-of-memory" };
const forbidden: Fact = { fact: "exec-failed", why: "forbidden" };
const unchecked: Fact = { fact: "revocation-unknown" };
const malformed: Fact = { fact: "certificate-malformed" };
const rejected: Fact = { fact: "certificate-rejected" };
const noSuite: Fact = { fact: "no-common-suite" };

test.for<readonly [string, readonly Fact[]]>([
  // What was read as a length.
  ["Invalid receive (size = 369295616 larger than 104857600)", [hello]],
  ["Invalid receive (size = 369295617 larger than 104857600)", [hello]],
  ["Invalid receive (size = 1195725856 larger than 104857600)", [request]],
  ["java.io.IOException: Len error 1347375956", [request]],
  ["Frame size (1347569952) larger than max length (16384000)!", [request]],
  [
    "TooLongFrameException: Frame size of 1213486160 exceeds",
    [{ fact: "http1-answer", status: null }],
  ],
  ["Invalid receive (size = 104857601 larger than 104857600)", []],
  // Lists of packets.
  ["14 0.03 10.0.0.5 → 10.0.0.9 TLSv1.2 73 Alert (Level: Warning, Description: Close Notify)", []],
  ["5 0.01 10.0.0.9 → 10.0.0.5 TCP 54 443 → 50818 [RST, ACK] Seq=1 Ack=530", []],
  // Memory.
  ["Memory cgroup out of memory: Killed process 77 (kv)", [outOfMemory]],
  ["    Reason:       OOMKilled", [outOfMemory]],
  ['"OOMKilled": false', []],
  ["oom_score_adj:0", []],
  // What watches over programs.
  ["Termination Reason:    Namespace CODESIGNING, Code 2 Invalid Page", [forbidden]],
  ["An Application Control policy has blocked this file.", [forbidden]],
  // Sockets.
  ["connect ENOENT \\\\.\\pipe\\kv", [{ fact: "connection-refused" }]],
  [
    "UNKNOWN: unix:/run/kv.sock: connect: No such file or directory",
    [{ fact: "connection-refused" }],
  ],
  // Revocation.
  ["The revocation function was unable to check revocation for the certificate.", [unchecked]],
  ["CRYPT_E_REVOCATION_OFFLINE (0x80092013)", [unchecked]],
  [
    "The remote certificate is invalid because of errors in the certificate chain: RevocationStatusUnknown, OfflineRevocation",
    [unchecked],
  ],
  ["CertPathValidatorException: Unable to determine revocation status", [unchecked]],
  ["unable to get certificate CRL", [unchecked]],
  ["certificate revoked", [{ fact: "certificate-revoked" }]],
  // Rules that a verifier is strict about.
  ["CA cert does not include key usage extension", [{ fact: "certificate-rule-broken" }]],
  ["Basic Constraints of CA cert not marked critical", [{ fact: "certificate-rule-broken" }]],
  ["x509: unhandled critical extension", [{ fact: "certificate-rule-broken" }]],
  // Go's parser.
  ["x509: inner and outer signature algorithm identifiers don't match", [malformed]],
  ["tls: failed to parse client certificate: asn1: structure error: x", [malformed]],
  ["crypto/rsa: 512-bit keys are insecure (see x)", [{ fact: "key-too-weak", what: "key" }]],
  // .NET in other languages.
  ["Das Remotezertifikat ist laut Validierungsverfahren ungültig.", [rejected]],
  ["検証プロシージャによると、リモート証明書は無効です。", [rejected]],
  ["根据验证过程，远程证书无效。", [rejected]],
  // Schannel's events, in whichever language.
  ["Quelle:        Schannel\nEreignis-ID:   36874\nEbene:         Fehler", [noSuite]],
  ["Source: Schannel\nEvent ID: 36870", [{ fact: "key-not-loadable", what: "key" }]],
  ["Source: Schannel\nEvent ID: 36880", []],
  ["Ereignis-ID:   36874", []],
  ["unsafe legacy renegotiation disabled", []],
  ["[SSL: UNSAFE_LEGACY_RENEGOTIATION_DISABLED]", [{ fact: "renegotiation-unsafe" }]],
  // Whose token, and whether a call failed for it.
  [
    "rpc error: code = Unauthenticated desc = jwt expired",
    [
      { fact: "wrapper", of: "status", status: "Unauthenticated" },
      { fact: "credentials-rejected" },
    ],
  ],
  ["INFO auth: token has expired, fetching another", []],
  // Ruby's classes.
  ["(GRPC::Unavailable)", [{ fact: "wrapper", of: "status", status: "Unavailable" }]],
  ["GRPC::Core::Channel", []],
])("%s", ([text, stated]) => {
  expect(facts(text)).toEqual(stated);
});

const packets = (from: string, to: string) =>
  readings(
    `14 0.031 10.0.0.5 → 10.0.0.9 TLSv1.2 273 Client Hello (SNI=kv.example)\n19 0.040 ${from} → ${to} TLSv1.2 73 Alert (Level: Fatal, Description: Unknown CA)`,
  );

test("an alert in a list of packets came to the one that did not send it", () => {
  const unknownCa: Fact = { fact: "alert-received", alert: "unknown_ca" };
  expect(packets("10.0.0.5", "10.0.0.9")).toEqual([[unknownCa, "server"]]);
  expect(packets("10.0.0.9", "10.0.0.5")).toEqual([[unknownCa, "client"]]);
  expect(packets("10.0.0.7", "10.0.0.8")).toEqual([[unknownCa, null]]);
});

test("a reset right after a ClientHello ends a handshake", () => {
  expect(
    facts(
      "4 0.000 10.0.0.5 → 10.0.0.9 TLSv1 583 Client Hello\n5 0.011 10.0.0.9 → 10.0.0.5 TCP 54 443 → 50818 [RST, ACK] Seq=1 Ack=530",
    ),
  ).toEqual([{ fact: "closed-in-handshake" }]);
});

const logged = (flags: string) => facts(`"POST /kv.KV/Get HTTP/2" 503 ${flags} "-" "-" 0 0 41 -`);

test.for<readonly [string, readonly Fact[]]>([
  ["UF,URX", [{ fact: "upstream-unreachable" }]],
  ["URX,UF", [{ fact: "upstream-unreachable" }]],
  ["UH", [{ fact: "upstream-unavailable" }]],
  ["UT", [{ fact: "timeout", of: "upstream" }]],
  ["UPE", [{ fact: "not-http2" }]],
  ["UC", [{ fact: "closed" }]],
  ["NR", [{ fact: "http-status", status: 404 }]],
  ["RL", [{ fact: "http-status", status: 429 }]],
  ["UAEX", [{ fact: "call-forbidden" }]],
  // A client that left.
  ["DC", []],
  ["-", []],
  ["URX", []],
])("Envoy's response flags %s", ([flags, stated]) => {
  expect(logged(flags)).toEqual(stated);
  expect(facts(`{"response_flags":"${flags}","response_code":503}`)).toEqual(stated);
});
