import { expect, test } from "vitest";
import { readAlerts } from "./alerts.ts";

test.for([
  ["fatal", "0228", undefined, ["handshake_failure fatal"]],
  ["a warning before TLS 1.3", "0170", "1.2", ["unrecognized_name warning"]],
  ["TLS 1.3 ends by any alert", "0174", "1.3", ["certificate_required fatal"]],
  ["but by these two", "0200025a", "1.3", ["close_notify warning", "user_canceled warning"]],
  ["a code without a name", "02c8", undefined, ["alert 200 fatal"]],
  ["two in one record", "01000230", "1.2", ["close_notify warning", "unknown_ca fatal"]],
  ["cut off", "02", undefined, []],
  ["nothing", "", undefined, []],
] as const)("%s", ([, content, version, expected]) => {
  const alerts = readAlerts(Buffer.from(content, "hex"), "server", version, "clear");
  expect(alerts.map(({ name, fatal }) => `${name} ${fatal ? "fatal" : "warning"}`)).toEqual(
    expected,
  );
});

test("says who sent it, its code, and how it was seen", () => {
  expect(readAlerts(Buffer.from("022a", "hex"), "client", "1.3", "decrypted")).toEqual([
    { from: "client", name: "bad_certificate", code: 42, fatal: true, seen: "decrypted" },
  ]);
});
