import { expect, test } from "vitest";
import { readText } from "../../diagnose/read-texts.ts";
import type { Fact } from "../../domain/fact.ts";
import { alerts } from "../../wire/code-points.ts";
import { textTable } from "./text-table.ts";
import { alertName } from "./tls-alerts.ts";

/** Facts of one group exclude each other in one short text. */
const exclusive: readonly (readonly Fact["fact"][])[] = [
  ["alert-received", "alert-sent"],
  ["certificate-expired", "certificate-not-yet-valid", "certificate-outside-validity"],
  ["no-alpn-selected", "alpn-selected", "alpn-none-in-common"],
  ["first-record-not-tls", "tls-record-received"],
  ["http1-answer", "http1-request", "http2-preface-refused"],
  ["unknown-authority", "hostname-mismatch", "wrong-eku", "no-san", "bad-certificate-signature"],
  ["no-common-scheme", "no-common-version", "no-common-suite", "no-common-group"],
  ["client-certificate-required", "client-certificate-bad", "client-certificate-withheld"],
  ["closed-in-handshake", "closed-before-settings", "closed", "reset", "connection-refused"],
];

const contradicts = (a: Fact, b: Fact): boolean =>
  a.fact !== b.fact && exclusive.some((group) => group.includes(a.fact) && group.includes(b.fact));

test("the table is there", () => {
  expect(textTable.length).toBeGreaterThan(700);
});

test.for(textTable.map((row) => [row.example, row] as const))("%s", ([example, row]) => {
  const match = example.match(row.pattern);
  expect(match).not.toBeNull();
  const fact = match && row.state(match);
  const readings = readText(example, { stack: row.stack });
  expect(readings.map((reading) => reading.fact)).toContainEqual(fact);
  expect(readings.filter((reading) => fact && contradicts(reading.fact, fact))).toEqual([]);
});

test("alerts are named as on the wire", () => {
  expect([...alerts.keys()].map((code) => [code, alertName(code)])).toEqual([...alerts]);
});

test("no pattern repeats without a bound", () => {
  const unbounded = textTable.filter(({ pattern }) =>
    /(?<!\\)[*+]|\{\d+,\}/.test(pattern.source.replace(/\\.|\[(?:\\.|[^\]\\])*\]/g, "x")),
  );
  expect(unbounded.map(({ pattern }) => pattern.source)).toEqual([]);
});
