import { expect, test } from "vitest";
import type { Finding } from "../domain/behaviour.ts";
import { symptoms } from "../tooling/test/symptoms.ts";
import { diagnose } from "./diagnose.ts";

const violation = (by: "client" | "server" | null, sentence: string): Finding => ({
  ...{ kind: "violation", by, sentence, clause: `clause of ${sentence}` },
  saw: [{ by: "wire", text: `frame of ${sentence}` }],
});

const permitted: Finding = {
  ...{ kind: "permitted", by: "client", sentence: "differs", clause: "a clause" },
};

const causeOf = (findings: readonly Finding[]) =>
  diagnose(
    symptoms("behaviour", {
      behaviour: { name: "a", title: "a thing that is tried", advice: "Do without.", findings },
    }),
  ).causes[0];

test.for([
  {
    name: "the side that did it",
    findings: [permitted, violation("server", "one"), violation("server", "two")],
    side: "server",
    decided: true,
    sentence: "A thing that is tried: one; two.",
  },
  {
    name: "what somebody did for certain before what nobody can tell",
    findings: [violation(null, "one"), violation("client", "two")],
    side: "client",
    decided: true,
    sentence: "A thing that is tried: two.",
  },
  {
    name: "nobody, where nobody can tell",
    findings: [violation(null, "one")],
    side: null,
    decided: false,
    sentence: "A thing that is tried: one.",
  },
])("a violation is of $name", ({ findings, side, decided, sentence }) => {
  const cause = causeOf(findings);
  expect(cause).toMatchObject({
    code: "specification-violated",
    ...{ side, decided, sentence, remedy: "Do without." },
  });
  const said = findings.filter((one) => one.kind === "violation" && one.by === side);
  expect(cause?.matched).toEqual(said.flatMap((one) => (one.kind === "violation" ? one.saw : [])));
  expect(cause?.clause).toBe(said.map((one) => `clause of ${one.sentence}`).join("; "));
});

test("the remedy is that of what was found: its own, and the behaviour's for the rest", () => {
  const own = (sentence: string, advice: string): Finding =>
    Object.assign(violation("client", sentence), { advice });
  const one = own("one", "Do another.");
  expect(causeOf([one])?.remedy).toBe("Do another.");
  expect(causeOf([one, own("two", "Do another."), violation("client", "three")])?.remedy).toBe(
    "Do another. Do without.",
  );
});

test("what is permitted is no cause", () => {
  expect(causeOf([permitted])?.code).toBe("undiagnosed");
});
