import { expect, test } from "vitest";
import { knownCauses } from "../domain/cause.ts";
import { golden } from "../tooling/test/golden.ts";
import { checkFor } from "./checks.ts";

test("what tells each cause from another", () => {
  const checks = knownCauses.map(
    (code) => `${code}\n  ${checkFor(code, null, { kind: "endpoint", address: "kv:443" })}\n`,
  );
  expect(checks.join("")).toBe(golden("checks.txt"));
});
