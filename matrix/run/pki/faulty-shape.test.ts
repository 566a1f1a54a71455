import { expect, test } from "vitest";
import { axisTable } from "../../domain/axes.ts";
import { soundShape } from "./authority.ts";
import { faultyShape } from "./faulty-shape.ts";

const sound = soundShape("leaf");

/** The names of what a fault changes in a server's certificate. */
const changedBy = {
  expired: ["fromMs", "toMs"],
  "not-yet-valid": ["fromMs", "toMs"],
  "wrong-name": ["subject", "dnsNames"],
  "common-name-only": ["subject", "dnsNames"],
  "wrong-usage": ["usages"],
  authority: ["isCa"],
  // These lie in who issued it, or in its key.
  "unknown-authority": [],
  "missing-intermediate": [],
  "weak-key": [],
} as const;

test.for(axisTable.serverCertificate.values)(
  "%s changes what it says, and nothing else",
  (fault) => {
    const shape = faultyShape(sound, "server", fault);
    const names = Object.keys(sound) as (keyof typeof sound)[];
    expect(names.filter((name) => shape[name] !== sound[name])).toEqual(changedBy[fault]);
  },
);

test("without a fault nothing is changed", () => {
  expect(faultyShape(sound, "server", null)).toEqual(sound);
});

test.for([
  ["server", ["client"]],
  ["client", ["server"]],
] as const)("the wrong usage of a %s is the other role's", ([role, usages]) => {
  expect(faultyShape(sound, role, "wrong-usage").usages).toEqual(usages);
});

test.for([
  ["expired", false],
  ["not-yet-valid", true],
] as const)("%s: begins in the future is %s", ([fault, later]) => {
  const { fromMs, toMs } = faultyShape(sound, "server", fault);
  expect([fromMs > 0, toMs > 0, toMs > fromMs]).toEqual([later, later, true]);
});

test("a name in the subject alone is the one that is dialled", () => {
  const { subject, dnsNames } = faultyShape(sound, "server", "common-name-only");
  expect([subject, dnsNames]).toEqual([sound.dnsNames[0], []]);
});
