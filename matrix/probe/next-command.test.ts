import { expect, test } from "vitest";
import type { CauseCode } from "../domain/cause.ts";
import type { ProbeReport } from "../domain/probe-report.ts";
import { nextCommand } from "./next-command.ts";
import type { ProbeOptions } from "./question-of.ts";

const report = (code: CauseCode, decided = true): ProbeReport => ({
  target: "a.test:7000",
  rungs: [
    {
      name: "tls",
      verdict: "failed",
      summary: "",
      facts: [{ name: "names", value: "b.test, 10.0.0.1", weight: "plain" }],
      elapsedMs: 1,
      limitMs: 1,
    },
  ],
  diagnosis: {
    determinable: decided,
    causes: [
      {
        code,
        side: null,
        decided,
        doubt: null,
        sentence: "",
        matched: [],
        remedy: null,
        clause: null,
      },
    ],
    nextCheck: null,
  },
  elapsedMs: 1,
});

test.for<readonly [CauseCode, ProbeOptions, string | null]>([
  [
    "tls-client-to-plaintext-port",
    { ca: "ca.pem" },
    "npm run matrix -- probe a.test:7000 --plaintext",
  ],
  [
    "hostname-mismatch",
    { ca: "ca.pem" },
    "npm run matrix -- probe a.test:7000 --ca ca.pem --server-name b.test",
  ],
  [
    "client-certificate-missing",
    { ca: "ca.pem" },
    "npm run matrix -- probe a.test:7000 --ca ca.pem --cert <client>.crt --key <client>.key",
  ],
  ["name-not-resolved", {}, "getent ahosts a.test"],
  [
    "client-certificate-missing",
    { serverName: "it's; rm" },
    "npm run matrix -- probe a.test:7000 --server-name 'it'\\''s; rm' --cert <client>.crt --key <client>.key",
  ],
  ["peer-speaks-http1", {}, "curl -v http://a.test:7000/"],
  // The same question would be answered the same.
  ["connection-refused", {}, null],
  ["goaway", { serverName: "b.test" }, null],
])("%s", ([code, options, command]) => {
  expect(nextCommand(report(code), options)).toBe(command);
});

test("what is not decided is probed again, longer", () => {
  expect(nextCommand(report("undiagnosed", false), {})).toBe(
    "npm run matrix -- probe a.test:7000 --timeout 10000 --json",
  );
});

test("nothing to do where it is healthy", () => {
  expect(nextCommand({ ...report("goaway"), diagnosis: null }, {})).toBeNull();
});
