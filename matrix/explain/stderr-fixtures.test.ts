import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const folder = new URL("../../fixtures/stderr/", import.meta.url);

/** The first line says where the texts are from, the second what they must come to; "!" is decided. */
test.for(readdirSync(folder).map((name) => [name] as const))("%s", ([name]) => {
  const [origin, wanted, ...lines] = readFileSync(new URL(name, folder), "utf8").split("\n");
  expect(origin).toMatch(/^# origin: \S/);
  const { causes } = explain([{ name, text: lines.join("\n") }]).diagnosis;
  const found = causes.map(({ code, decided }) => `${code}${decided ? "!" : ""}`).join(" ");
  expect(`# diagnosis: ${found}`).toBe(wanted);
});
