import { expect, test } from "vitest";
import { inOrderOfStart, mostlyWaits } from "./waiting.ts";

const cells = (...names: (string | null)[]) => names.map((behaviour) => ({ behaviour }));

test("cells that wait longest begin first, the rest as they come", () => {
  expect(
    inOrderOfStart(
      cells(null, "gzip", "keepalive-server", "deadline-race", "too-many-pings", "four-kinds"),
      () => false,
    ),
  ).toEqual(
    cells("too-many-pings", "keepalive-server", null, "gzip", "deadline-race", "four-kinds"),
  );
});

test.for([
  ["abcdXY", "aXbcYd"],
  ["XYab", "XaYb"],
  ["abXYZ", "XaYbZ"],
  ["X", "X"],
  ["", ""],
] as const)("programs that a cell starts are spread among the others: %s", ([names, order]) => {
  const named = [...names].map((name) => ({ behaviour: null, name }));
  const started = inOrderOfStart(named, ({ name }) => name === name.toUpperCase());
  expect(started.map(({ name }) => name).join("")).toBe(order);
});

test.for([
  ["keepalive-client", true],
  ["connection-age", true],
  ["headers-first", true],
  ["deadline-race", false],
  ["four-kinds", false],
  ["plugin-versions", false],
  [null, false],
] as const)("%s mostly waits: %s", ([behaviour, waits]) => {
  expect(mostlyWaits({ behaviour })).toBe(waits);
});
