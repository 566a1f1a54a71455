import { expect, test } from "vitest";
import type { CauseCode } from "../domain/cause.ts";
import type { ProbeReport, ProbeRungName } from "../domain/probe-report.ts";
import { otherFamily } from "./network-rungs.ts";
import { nextCommand } from "./next-command.ts";
import type { ProbeOptions } from "./question-of.ts";

/** @param inTheClear - what answered there to HTTP/2 and to HTTP/1.1. */
const report = (
  code: CauseCode,
  decided = true,
  inTheClear: readonly [string, string] = ["nothing", "nothing"],
): ProbeReport => ({
  target: "a.test:7000",
  rungs: [
    {
      name: "speaks",
      verdict: "failed",
      summary: "",
      facts: [
        { name: "to HTTP/2 in the clear", value: inTheClear[0], weight: "plain" },
        { name: "to HTTP/1.1 in the clear", value: inTheClear[1], weight: "plain" },
      ],
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
    "handshake-matrix probe a.test:7000 --ca ca.pem --server-name b.test",
  ],
  [
    "client-certificate-missing",
    { ca: "ca.pem" },
    "handshake-matrix probe a.test:7000 --ca ca.pem --cert <client>.crt --key <client>.key",
  ],
  [
    "hostname-mismatch",
    { serverName: "b.test" },
    "handshake-matrix probe a.test:7000 --server-name 10.0.0.1",
  ],
  [
    "hostname-mismatch",
    { authority: "c.test" },
    "handshake-matrix probe a.test:7000 --server-name b.test --authority c.test",
  ],
  ["name-not-resolved", {}, "getent ahosts a.test"],
  [
    "client-certificate-missing",
    { serverName: "it's; rm" },
    "handshake-matrix probe a.test:7000 --server-name 'it'\\''s; rm' --cert <client>.crt --key <client>.key",
  ],
  ["peer-speaks-http1", {}, "curl -v http://a.test:7000/"],
  // The same question would be answered the same.
  ["connection-refused", {}, null],
  ["goaway", { serverName: "b.test" }, null],
])("%s", ([code, options, command]) => {
  expect(nextCommand(report(code), options)).toBe(command);
});

test.for([
  [["HTTP/2", "nothing"], "handshake-matrix probe a.test:7000 --plaintext"],
  [["HTTP/1.1 400 Bad Request", "HTTP/1.1 404 Not Found"], "curl -v http://a.test:7000/"],
  [["nothing", "HTTP/1.1 404 Not Found"], "curl -v http://a.test:7000/"],
  [["nothing", "nothing"], null],
] as const)("TLS where the answers in the clear are: %s", ([inTheClear, command]) => {
  const of = report("tls-client-to-plaintext-port", true, inTheClear);
  expect(nextCommand(of, { ca: "ca.pem" })).toBe(command);
});

test.for<readonly [ProbeOptions, string]>([
  [{ ca: "ca.pem" }, "handshake-matrix probe [::1]:7000 --ca ca.pem --server-name a.test"],
  [{ plaintext: true }, "handshake-matrix probe [::1]:7000 --plaintext"],
])("refused where the other family listens, asked with %o", ([options, command]) => {
  const { rungs, ...others } = report("connection-refused");
  const facts = [{ name: otherFamily, value: "[::1]:7000", weight: "plain" }] as const;
  const connect = { name: "connect", verdict: "failed", summary: "", facts } as const;
  const of = { ...others, rungs: [...rungs, { ...connect, elapsedMs: 1, limitMs: 1 }] };
  expect(nextCommand(of, options)).toBe(command);
});

test.for(["other-protocol", "peer-not-http2"] as const)("%s: nothing to try there", (code) => {
  expect(nextCommand(report(code), {})).toBeNull();
});

test.for<readonly [CauseCode, ProbeOptions, string | null]>([
  ["undiagnosed", {}, null],
  ["upstream-unreachable", { ca: "ca.pem" }, null],
  ["exited-mid-call", {}, null],
  ["certificate-expired", { ca: "ca.pem" }, null],
  ["deadline-exceeded", {}, "handshake-matrix probe a.test:7000 --timeout 20000"],
  ["deadline-exceeded", { timeout: 20_000 }, null],
  ["silent-peer", {}, "handshake-matrix probe a.test:7000 --timeout 20000"],
  ["handshake-stalled", {}, "handshake-matrix probe a.test:7000 --timeout 20000"],
  ["handshake-stalled", { timeout: 20_000 }, null],
  ["path-not-routed", {}, "handshake-matrix probe a.test:7000 --call <package.Service>/<Method>"],
  ["path-not-routed", { call: "a.B/C" }, null],
  [
    "client-certificate-untrusted",
    { cert: "me.pem", key: "me.key" },
    "openssl verify -CAfile <authorities of the server>.pem -untrusted me.pem me.pem",
  ],
  [
    "authority-rejected",
    { ca: "ca.pem", serverName: "b.test" },
    "handshake-matrix probe a.test:7000 --ca ca.pem --server-name <name>",
  ],
])(
  "what is not decided leads to its check, never to the same question: %s %o",
  ([code, options, command]) => {
    expect(nextCommand(report(code, false), options)).toBe(command);
  },
);

const withFact = (code: CauseCode, rung: ProbeRungName, name: string, value: string) => {
  const of = report(code, false);
  const facts = [{ name, value, weight: "plain" as const }];
  const own = {
    name: rung,
    verdict: "failed",
    summary: "",
    facts,
    elapsedMs: 1,
    limitMs: 1,
  } as const;
  return { ...of, rungs: [...of.rungs.filter((one) => one.name !== rung), own] };
};

test.for([
  ["DEADLINE_EXCEEDED: no answer before the deadline", "--timeout 20000"],
  ["DEADLINE_EXCEEDED: upstream deadline", "--call <package.Service>/<Method>"],
])("a deadline, where the health check ended with %s", ([words = "", option]) => {
  const of = withFact("deadline-exceeded", "grpc", "health", words);
  expect(nextCommand(of, {})).toBe(`handshake-matrix probe a.test:7000 ${option}`);
});

test.for([
  [
    "UNKNOWN: HTTP status 200, content-type text/html, no grpc-status",
    "curl -v http://a.test:7000/",
  ],
  ["UNAVAILABLE: the connection has ended", null],
] as const)("the wrong endpoint, whose answer to health is %s", ([words, command]) => {
  expect(nextCommand(withFact("wrong-endpoint", "grpc", "health", words), {})).toBe(command);
});

const anotherName = "handshake-matrix probe a.test:7000 --server-name <name>";
const certificate = "handshake-matrix probe a.test:7000 --cert <client>.crt --key <client>.key";

test.for<readonly [string, ProbeOptions, string | null]>([
  ["80", {}, anotherName],
  ["112", {}, anotherName],
  ["80", { serverName: "b.test" }, null],
  ["42", {}, certificate],
  ["43", {}, certificate],
  ["44", {}, certificate],
  ["45", {}, certificate],
  ["46", {}, certificate],
  ["48", {}, certificate],
  ["49", {}, certificate],
  ["116", {}, certificate],
  ["49", { cert: "c.pem", key: "c.key" }, null],
  ["86", {}, null],
])("after alert %s, asked with %o", ([alert, options, command]) => {
  const of = withFact("undiagnosed", "tls", "handshake", `alert of some name (${alert})`);
  expect(nextCommand(of, options)).toBe(command);
});

test.for([
  ["*.example.com", "'<host>.example.com'"],
  ["*.example.com, api.test", "api.test"],
] as const)("a certificate for %s", ([names, name]) => {
  const of = withFact("hostname-mismatch", "tls", "names", names);
  expect(nextCommand(of, {})).toBe(`handshake-matrix probe a.test:7000 --server-name ${name}`);
});

test.for([
  ["PROXY protocol, then TLS", "curl -vk --haproxy-protocol --http2 https://a.test:7000/"],
  [
    "PROXY protocol, then HTTP/2",
    "curl -v --haproxy-protocol --http2-prior-knowledge http://a.test:7000/",
  ],
] as const)("behind a %s", ([protocol, command]) => {
  const of = withFact("proxy-protocol-expected", "speaks", "protocol", protocol);
  expect(nextCommand(of, {})).toBe(command);
});

test("nothing to do where it is healthy", () => {
  expect(nextCommand({ ...report("goaway"), diagnosis: null }, {})).toBeNull();
});
