import { expect, test } from "vitest";
import { causeCodes, sides } from "../domain/cause.ts";
import { lastResorts, rules } from "./rules.ts";

const all = [...rules, ...lastResorts];

test("every cause has a rule, but for the absence of one", () => {
  const ruled = new Set<string>(all.map(({ code }) => code));
  expect(causeCodes.filter((code) => !ruled.has(code))).toEqual(["undiagnosed"]);
});

test("two rules of one cause say the same about it", () => {
  for (const { code, about } of all) {
    expect(all.find((one) => one.code === code)?.about, code).toBe(about);
  }
});

/** How checks are switched off; an advice names none of them. */
const switchedOff =
  /InsecureSkipVerify|rejectUnauthorized|danger_accept|verify_none|NODE_TLS_REJECT|ServerCertificateCustomValidationCallback|InsecureTrustManager|ENFORCE_ALPN_ENABLED|verify none|verify off|CERT_NONE/;

test.for(all.map(({ code, about }) => [code, about] as const))("%s", ([, about]) => {
  expect(about.summary).toMatch(/^[A-Z].*\.$/);
  expect(about.summary).not.toMatch(/\. [A-Z]/);
  expect(about.toBeSure).toMatch(/\.$/);
  expect(about.sides.length).toBeGreaterThan(0);
  expect(sides).toEqual(expect.arrayContaining([...about.sides]));
  expect(Object.values(about.fix).length).toBeGreaterThan(0);
  for (const text of [about.toBeSure, ...Object.values(about.fix)]) {
    expect(text).not.toMatch(switchedOff);
    expect((text.match(/`/g)?.length ?? 0) % 2, text).toBe(0);
  }
});
