import { expect, test } from "vitest";
import { broken, every, judged, notApplicable } from "./clause.ts";

const [met, wrong, beside] = [
  judged(true, "a put", "OK"),
  broken("a get", "UNKNOWN"),
  notApplicable("TLS", "unsupported: tls"),
];

test.for([
  ["what broke it counts", [met, beside, wrong], wrong],
  ["what was not tried counts for nothing beside what was", [beside, met], met],
  ["what was tried in no way was not tried", [beside, beside], { ...beside, sent: "TLS; TLS" }],
  [
    "all that was met is named",
    [met, judged(true, "a get", "OK")],
    { kind: "met", sent: "a put; a get", came: "OK" },
  ],
] as const)("every: %s", ([, findings, whole]) => {
  expect(every(findings)).toEqual(whole);
});

test("what came is one line without secrets, however long it was", () => {
  const { came } = judged(false, "a put", `two\nlines ${"x".repeat(1000)}`);
  expect(came).toMatch(/^two lines x{290} \[\d+ characters after this left out\]$/);
});
