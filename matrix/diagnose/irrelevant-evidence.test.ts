/** What a diagnosis must not depend on: who the peers are, and in which order somebody wrote facts down. */
import { expect, test } from "vitest";
import { evidenceFixtures } from "../tooling/test/evidence-fixtures.ts";
import { diagnose } from "./diagnose.ts";

const mapped = (value: unknown, change: (text: string) => string): unknown => {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((one) => mapped(one, change));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapped(one, change)]));
};

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(([key, one]) => [key, reversed(one)]);
  return Object.fromEntries(entries.reverse());
};

/** Of an implementation or of its runtime; a library's own name may be evidence. */
const names = /\b(go|golang|python|node|nodejs|broken-(?:server|client))\b/gi;

const gist = (fixture: (typeof evidenceFixtures)[number], change: (value: unknown) => unknown) =>
  diagnose(change(fixture.symptoms) as typeof fixture.symptoms).causes.map(
    ({ code, side, decided }) => [code, side, decided],
  );

test("names of implementations", () => {
  const renamed = (value: unknown) => mapped(value, (text) => text.replace(names, "elsewhere"));
  for (const fixture of evidenceFixtures) {
    expect(gist(fixture, renamed), fixture.name).toEqual(gist(fixture, (value) => value));
  }
});

test("the order of an object's fields", () => {
  for (const { name, symptoms } of evidenceFixtures) {
    expect(diagnose(reversed(symptoms) as typeof symptoms), name).toEqual(diagnose(symptoms));
  }
});
