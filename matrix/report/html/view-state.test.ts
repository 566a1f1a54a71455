import { expect, test } from "vitest";
import { fragmentOf, stateFrom, toggled } from "./view-state.ts";

test.for([
  ["", ""],
  ["#", ""],
  ["#q=no+cipher", "q=no+cipher"],
  ["#mode=tls&mode=mtls&cell=go%2Fgo%2Ftls%2Fp256", "mode=tls&mode=mtls&cell=go%2Fgo%2Ftls%2Fp256"],
  ["#q=%3Cscript%3E%26", "q=%3Cscript%3E%26"],
] as const)("an address is read and written: %s", ([address, fragment]) => {
  expect(fragmentOf(stateFrom(address))).toBe(fragment);
});

test("a value that is chosen twice is chosen no longer", () => {
  const chosen = toggled(stateFrom(""), "mode", "tls");
  expect(fragmentOf(chosen)).toBe("mode=tls");
  expect(fragmentOf(toggled(chosen, "mode", "tls"))).toBe("");
});
