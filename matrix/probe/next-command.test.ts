import { expect, test } from "vitest";
import type { CauseCode } from "../domain/cause.ts";
import type { ProbeReport } from "../domain/probe-report.ts";
import { nextCommand } from "./next-command.ts";
import type { ProbeOptions } from "./question-of.ts";

const report = (code: CauseCode, decided = true, inTheClear = "nothing"): ProbeReport => ({
  target: "a.test:7000",
  rungs: [
    {
      name: "speaks",
      verdict: "failed",
      summary: "",
      facts: [{ name: "to HTTP/2 in the clear", value: inTheClear, weight: "plain" }],
      elapsedMs: 1,
      limitMs: 1,
    },
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

test.for([
  ["HTTP/2", "npm run matrix -- probe a.test:7000 --plaintext"],
  ["HTTP/1.1 400 Bad Request", "curl -v http://a.test:7000/"],
  ["nothing", null],
] as const)("TLS where the answer in the clear is: %s", ([inTheClear, command]) => {
  const of = report("tls-client-to-plaintext-port", true, inTheClear);
  expect(nextCommand(of, { ca: "ca.pem" })).toBe(command);
});

test.for(["other-protocol", "peer-not-http2"] as const)("%s: nothing to try there", (code) => {
  expect(nextCommand(report(code), {})).toBeNull();
});

test("what is not decided is probed again, longer", () => {
  expect(nextCommand(report("undiagnosed", false), {})).toBe(
    "npm run matrix -- probe a.test:7000 --timeout 10000 --json",
  );
});

test("nothing to do where it is healthy", () => {
  expect(nextCommand({ ...report("goaway"), diagnosis: null }, {})).toBeNull();
});
