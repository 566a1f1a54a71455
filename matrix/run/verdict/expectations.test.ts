import { describe, expect, test } from "vitest";
import { Misuse } from "../../domain/misuse.ts";
import type { ImplementationVersions } from "../../domain/run-result.ts";
import { parseCellId } from "../axes/cell-id.ts";
import {
  checkPatterns,
  type Expectation,
  expectationFor,
  expectationsSchema,
  inRange,
} from "./expectations.ts";

const expectation = (over: Partial<Expectation> = {}): Expectation => ({
  pattern: "*",
  outcome: "failed",
  cause: "signature-scheme-not-offered",
  side: "client",
  reason: "known upstream",
  source: "read off the wire",
  ...over,
});

const versions = (id: string, library: string, version: string): ImplementationVersions => ({
  id,
  title: id,
  program: `sha256:${"0".repeat(64)}`,
  stack: [{ name: library, version }],
  runtime: { name: `runtime of ${id}`, version: "24.1" },
  tls: { name: `tls of ${id}`, version: "3.0.19" },
});

const installed = [
  versions("python", "grpcio", "1.85.1"),
  versions("go", "grpc-go", "1.76.0"),
  versions("node", "@grpc/grpc-js", "1.14.7"),
];

describe("inRange", () => {
  test.for([
    ["1.50", ">=1.50 <2", true],
    ["1.49.9", ">=1.50 <2", false],
    ["2.0", ">=1.50 <2", false],
    ["1.59", ">1.59", false],
    ["1.59.1", ">1.59", true],
    ["1.59", "<=1.59", true],
    ["1.60", "<=1.59", false],
    ["1.59.0", "=1.59", true],
    ["1.59.1", "1.59", false],
  ] as const)("%s in %s: %s", ([version, range, inside]) => {
    expect(inRange(version, range)).toBe(inside);
  });

  test.for(["^1.5", "~1", ">=", "newest", "", ">= 1.5"])("range '%s' is refused", (range) => {
    expect(() => inRange("1.5", range)).toThrow(
      new Misuse(`version range "${range}": expected such as ">=1.50 <2"`),
    );
  });
});

describe("expectationFor", () => {
  const cell = parseCellId("python/go/tls/p521");

  test.for([
    ["the pattern fits", [{ pattern: "python/*/tls/p521" }], 0],
    ["the pattern fits another cell", [{ pattern: "python/*/mtls/p521" }], undefined],
    ["the pattern fits a part of the id only", [{ pattern: "python/go/tls" }], undefined],
    ["the first that fits counts", [{ pattern: "go/*" }, { pattern: "python/*" }, {}], 1],
    ["the version is in range", [{ versions: { grpcio: ">=1.59" } }], 0],
    ["the version is out of range", [{ versions: { grpcio: "<1.59" } }, {}], 1],
    [
      "one of two versions is out of range",
      [{ versions: { grpcio: ">=1", "grpc-go": "<1" } }],
      undefined,
    ],
    ["a TLS library's version counts too", [{ versions: { "tls of go": "=3.0.19" } }], 0],
    ["a runtime's version counts too", [{ versions: { "runtime of python": "<24" } }, {}], 1],
    ["a library of neither end", [{ versions: { "@grpc/grpc-js": ">=1" } }], undefined],
    ["nothing is known", [], undefined],
  ] as const)("%s", ([, entries, at]) => {
    const expectations = entries.map((entry) => expectation(entry));
    expect(expectationFor(cell, expectations, installed)).toBe(
      at === undefined ? undefined : expectations[at],
    );
  });
});

test.for([
  ["both ends are in range", ">=1.66", true],
  ["the server alone is in range", ">=1.67", false],
] as const)("a library that both ends have: %s", ([, range, fits]) => {
  const entry = expectation({ versions: { "grpc-go": range } });
  const ends = [versions("go@1.66.3", "grpc-go", "1.66.3"), versions("go", "grpc-go", "1.85.0")];
  const cell = parseCellId("go@1.66.3/go/tls/p256");
  expect(expectationFor(cell, [entry], ends)).toBe(fits ? entry : undefined);
});

describe("checkPatterns", () => {
  const cells = [parseCellId("python/go/tls/p521"), parseCellId("go/go/none")];

  test("is content where every pattern matches a cell", () => {
    const patterns = [expectation({ pattern: "python/*" }), expectation({ pattern: "*/none" })];
    expect(() => checkPatterns(patterns, cells, "e.yaml")).not.toThrow();
  });

  test("names the pattern that matches nothing", () => {
    const patterns = [expectation({ pattern: "python/*" }), expectation({ pattern: "pyhton/*" })];
    expect(() => checkPatterns(patterns, cells, "e.yaml")).toThrow(
      new Misuse(
        "e.yaml: pattern 'pyhton/*' matches no cell of any preset; patterns look like python/*/tls/p521",
      ),
    );
  });
});

describe("expectationsSchema", () => {
  const { cause, side, ...causeless } = expectation();

  test.for([
    ["a failure with cause and side", { ...causeless, cause, side }, true],
    ["a failure without a cause", { ...causeless, side }, false],
    ["a failure on a side that nobody knows", { ...causeless, cause, side: null }, true],
    ["a failure without a side", { ...causeless, cause }, false],
    ["a time-out without a cause", { ...causeless, outcome: "timed-out", side }, false],
    ["no support, which needs no cause", { ...causeless, outcome: "unsupported" }, true],
    ["a cause that does not exist", expectation({ cause: "bad-luck" }), false],
    ["a pass", { ...expectation(), outcome: "passed" }, false],
    ["an unknown field", { ...expectation(), until: "2027" }, false],
    ["no reason", expectation({ reason: "" }), false],
    ["no source", expectation({ source: "" }), false],
    ["a version range", expectation({ versions: { grpcio: ">=1.50 <2" } }), true],
    ["what is no version range", expectation({ versions: { grpcio: "^1.50" } }), false],
  ] as const)("%s: accepted %s", ([, entry, accepted]) => {
    expect(expectationsSchema.safeParse([entry]).success).toBe(accepted);
  });
});
