/** Messages in blocks of YAML, broken where its writer's width ends. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const told = (text: string) => {
  const [cause] = explain([{ name: "-", text: `${text}\n` }]).diagnosis.causes;
  return `${cause?.code}${cause?.decided ? "!" : ""}`;
};

const broken = (header: string, indent: string, parts: readonly string[]) =>
  [
    "kind: Event",
    header,
    ...parts.map((part) => (part === "" ? "" : `${indent}${part}`)),
    "reason: Unhealthy",
  ].join("\n");

const early = [
  'failed: desc = "transport: authentication',
  "handshake failed: tls: failed to verify certificate:",
  "x509: certificate has expired",
  "or is not yet valid: current time",
  "2026-04-01T09:00:00Z is",
  'before 2026-05-12T10:36:07Z"',
];

const headers: readonly (readonly [string, string])[] = [
  ["message: >", "  "],
  ["message: >-", "  "],
  ["message: >+", "    "],
  ["message: >2", "  "],
  ['"message": >-', "  "],
  ["  - message: >-", "      "],
  ["- >-", "  "],
  ["message: |", "  "],
  ["message: |-", "  "],
];

test.for(headers)("all lines below %j are of one message", ([header, indent]) => {
  expect(told(broken(header, indent, early))).toBe("certificate-not-yet-valid!");
});

test.for([
  ["message: none", "  "],
  ["message: >-", ""],
] as const)("below %j with indent %j begins no block", ([header, indent]) => {
  expect(told(broken(header, indent, early))).not.toBe("certificate-not-yet-valid!");
});

test("a message ends with its block, and its paragraph", () => {
  const parts = ["the certificate has", "expired or is not yet valid"];
  expect(told(broken("message: >-", "  ", parts))).toBe("certificate-expired");
  expect(told(`message: >-\n  ${parts[0]}\nreason: >-\n  ${parts[1]}`)).toBe("undiagnosed");
  expect(told(broken("message: >-", "  ", [`${parts[0]}`, "", `${parts[1]}`]))).toBe("undiagnosed");
});

test("a log in a block keeps its lines", () => {
  const lines = ["09:00:00 dial tcp 10.0.0.7:443: connection", "09:00:01 refused by a rule"];
  expect(told(broken("log: |", "  ", lines))).toBe("undiagnosed");
  expect(told(broken("log: |", "  ", ["see: connection", "see: refused"]))).toBe("undiagnosed");
  expect(told(broken("log: |", "  ", ["dial: connection", "refused"]))).toBe("connection-refused!");
});

test.for(['"', "'"])("a value in %j goes on below until it ends", (mark) => {
  const value = (end: string) =>
    `  message: ${mark}get: x509: certificate is valid for\n    other.example, not\n    kv.example${end}`;
  expect(told(`${value(mark)}\n  reason: Failed`)).toBe("hostname-mismatch!");
  const ended = `  message: ${mark}the certificate has${mark}\n    expired`;
  expect(told(ended)).toBe("undiagnosed");
  const next = `  message: ${mark}the certificate has\n  expired: ${mark}no${mark}`;
  expect(told(next)).toBe("undiagnosed");
});
