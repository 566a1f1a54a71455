import { expect, test } from "vitest";
import { inOrderOfStart, mostlyWaits } from "./waiting.ts";

const cells = (...names: (string | null)[]) => names.map((behaviour) => ({ behaviour }));

test("cells that wait longest begin first, the rest as they come", () => {
  expect(
    inOrderOfStart(
      cells(null, "gzip", "keepalive-server", "plugin-versions", "too-many-pings", "four-kinds"),
    ),
  ).toEqual(
    cells("too-many-pings", "keepalive-server", null, "gzip", "plugin-versions", "four-kinds"),
  );
});

test.for([
  ["keepalive-client", true],
  ["connection-age", true],
  ["four-kinds", false],
  ["plugin-versions", false],
  [null, false],
] as const)("%s mostly waits: %s", ([behaviour, waits]) => {
  expect(mostlyWaits({ behaviour })).toBe(waits);
});
