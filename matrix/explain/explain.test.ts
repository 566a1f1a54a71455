import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Cause } from "../domain/cause.ts";
import { explain } from "./explain.ts";
import type { Explanation } from "./explanation.ts";

/** A log, and all that it is explained by. */
type Known = Readonly<{
  text: string;
  tells: Explanation["tells"];
  causes: readonly (readonly [Cause["code"], Cause["side"], Cause["decided"], Cause["doubt"]])[];
}>;

const known = readFileSync(
  join(import.meta.dirname, "../../fixtures/texts/explanations.jsonl"),
  "utf8",
)
  .trimEnd()
  .split("\n")
  .map((line): Known => JSON.parse(line));

test.for(known)("$text", ({ text, tells, causes }) => {
  const found = explain([{ name: "-", text }]);
  expect({
    text,
    tells: found.tells,
    causes: found.diagnosis.causes.map(({ code, side, decided, doubt }) => [
      code,
      side,
      decided,
      doubt,
    ]),
  }).toEqual({ text, tells, causes });
});

test.for(["bad certificate", "unknown certificate authority"])(
  "a server that is sent an alert learns no more: %s",
  (alert) => {
    const text = `http: TLS handshake error from 10.0.0.9:4123: remote error: tls: ${alert}`;
    const { nextCheck } = explain([{ name: "-", text }]).diagnosis;
    expect(nextCheck?.slice(0, 26)).toBe("read the client's own log:");
  },
);

test("a clock that was never set", () => {
  const text =
    "1970-01-01T00:00:12Z curl: (60) SSL certificate problem: certificate is not yet valid";
  expect(explain([{ name: "-", text }]).diagnosis.causes[0]?.sentence).toBe(
    "The clock of the machine that refused the certificate was never set.",
  );
});

test.for([
  [
    "a plugin that never began is not one that does not stop",
    "2025-01-08T08:11:00.010Z [WARN]  kv: plugin failed to exit gracefully\n  /opt/kv: version `GLIBC_2.34' not found (required by /opt/kv)",
    "command-not-runnable",
  ],
  [
    "what a panic was about",
    "thread 'main' panicked at 'called `Result::unwrap()` on an `Err` value: InvalidCertificate(NotValidForNameContext { expected: DnsName(\"localhost\"), presented: [\"kv\"] })', src/lib.rs:210:52",
    "hostname-mismatch",
  ],
  [
    "an error within another, as Rust prints them",
    'connect: tonic::transport::Error(Transport, hyper_util::client::legacy::Error(Connect, "Connecting to HTTPS without TLS enabled"))',
    "target-unusable",
  ],
  ["the end of what serves nothing", "Error: Terraform exited with code 1.", undefined],
  [
    "a plugin's call that was cancelled",
    "The plugin.(*GRPCProvider).ReadResource request was cancelled.",
    "exited-mid-call",
  ],
  [
    "a message that is no protobuf",
    'Status(StatusCode="Internal", Detail="Failed to deserialize response message.", DebugException="Google.Protobuf.InvalidProtocolBufferException: Protocol message contained an invalid tag (zero).")',
    "message-not-parsable",
  ],
  [
    "a page that says why",
    "UNKNOWN: HTTP status code 413\ninvalid content-type: text/html\n<html><head><title>413 Request Entity Too Large</title></head>",
    "message-too-large",
  ],
] as const)("%s", ([, text, code]) => {
  const { tells, diagnosis } = explain([{ name: "-", text }]);
  expect(
    ["cause", "several", "failure"].includes(tells) ? diagnosis.causes[0]?.code : undefined,
  ).toBe(code);
});

test("a peer is named by its address, whatever its field is called", () => {
  const failed =
    '{"level":"error","msg":"no client","error":"dial tcp 172.19.0.3:7233: connect: connection refused"}';
  const up = '{"level":"info","msg":"Frontend is now healthy","address":"172.19.0.3:7233"}';
  expect(explain([{ name: "-", text: `${failed}\n${up}` }]).tells).toBe("over");
  expect(explain([{ name: "-", text: `${failed}\n${up.replace("0.3", "0.4")}` }]).tells).toBe(
    "cause",
  );
});

test("tonic's connector is a client", () => {
  const connecting = (error: string) =>
    `tonic::transport::Error(Transport, ConnectError(Custom { kind: InvalidData, error: ${error} }))`;
  const codes = (error: string) =>
    explain([{ name: "-", text: connecting(error) }]).diagnosis.causes.map(({ code }) => code);
  expect(codes("InvalidCertificate(UnknownIssuer)")).not.toContain("client-certificate-untrusted");
  expect(codes("InvalidMessage(InvalidContentType)")).toEqual(["tls-client-to-plaintext-port"]);
});
