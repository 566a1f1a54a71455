import { expect, test } from "vitest";
import { failedReport } from "../../tooling/test/evidence.ts";
import { found, symptoms } from "../../tooling/test/symptoms.ts";

const refused = (status: string, message: string) =>
  symptoms("rpc", { report: failedReport(status, message) }, { mode: "none" });

test.for([
  [
    "RESOURCE_EXHAUSTED",
    "received metadata size exceeds soft limit (12139 vs. 8192); rejecting requests with some random probability",
  ],
  ["RESOURCE_EXHAUSTED", "received metadata size exceeds hard limit (65139 vs. 16384)"],
  ["INTERNAL", "http2 exception: Header size exceeded max allowed size (8192)"],
] as const)("a client that names its own limit: %s: %s", ([status, message]) => {
  expect(found("header-list-too-large", refused(status, message))).toMatchObject({
    side: "server",
    decided: true,
  });
});
