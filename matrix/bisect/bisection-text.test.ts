import { expect, test } from "vitest";
import { parseCellId } from "../run/axes/cell-id.ts";
import { nothingObserved } from "../run/evidence/observed-properties.ts";
import { cellResult, diagnosed, failedAt, schemeNotOffered } from "../tooling/test/results.ts";
import type { Bisection } from "./bisection.ts";
import { cellWith } from "./bisection.ts";
import { bisectionJson } from "./bisection-json.ts";
import { bisectionText, triedLine } from "./bisection-text.ts";
import type { Halved, NotRun, Ran } from "./halving.ts";
import { parseVersionRange } from "./version-range.ts";

type Result = Ran<ReturnType<typeof cellResult>>;

const id = (version: string) => `go@${version}/python/tls/p521`;

const passes = (version: string, over = {}): Result => ({
  kind: "ran",
  version,
  end: cellResult(id(version), { kind: "passed" }, over),
});
const fails = (version: string): Result => ({
  kind: "ran",
  version,
  end: cellResult(id(version), failedAt("tls", "put: expected OK, got UNAVAILABLE"), {
    ...diagnosed(schemeNotOffered),
    observed: { ...nothingObserved, alpn: { value: "h2", by: "wire" } },
  }),
});
const broken = (version: string): NotRun => ({
  kind: "not-run",
  version,
  reason: "its build failed: undefined: grpc.StaticMethod; by hand: cd /h && go build",
});

const bisection = (
  found: Halved<Result["end"]>,
  tried: readonly (Result | NotRun)[],
): Bisection => {
  const cell = parseCellId("go/python/tls/p521");
  return {
    cell,
    at: (version) => cellWith(cell, parseVersionRange("go=.."), version),
    library: "grpc-go",
    versions: ["1.64.0", "1.65.0", "1.66.0", "1.67.0"],
    tried: tried.map((one) => ({ ...one, elapsedMs: 1500, buildsMs: 1000 })),
    found,
    elapsedMs: 12_345,
  };
};

const changed: Halved<Result["end"]> = {
  kind: "changed",
  before: passes("1.64.0"),
  after: fails("1.67.0"),
  contradicting: [],
  skipped: [broken("1.65.0")],
};

test("what was found stands first, then both neighbours with what repeats them", () => {
  const tried = [passes("1.64.0"), fails("1.67.0"), broken("1.65.0")];
  expect(bisectionText(bisection(changed, tried))).toBe(`\
the outcome changes between grpc-go 1.64.0 and 1.67.0
  not known of 1.65.0 between them: its build failed: undefined: grpc.StaticMethod

grpc-go 1.64.0: passed
  → handshake-matrix cell 'go@1.64.0/python/tls/p521'

grpc-go 1.67.0: failed at tls: put: expected OK, got UNAVAILABLE
  signature-scheme-not-offered: The client's ClientHello offers no signature scheme for the server's
    p521 key.
  → handshake-matrix cell 'go@1.67.0/python/tls/p521'

observed  1.64.0  1.67.0
alpn      –       h2

3 of 4 versions tried, 2 of them built, in 12.3 s
`);
});

test("sentences wrap at the width of a terminal", () => {
  const text = bisectionText(bisection(changed, []), 60);
  expect(text.split("\n").filter((line) => line.length > 60)).toEqual([]);
  expect(text).toContain("\n    offers no signature scheme for the server's p521 key.\n");
});

test.for([
  [
    "a version that contradicts",
    { ...changed, contradicting: [passes("1.68.0")] },
    "  it changes more than once: 1.68.0 ends with passed",
  ],
  [
    "equal ends",
    { kind: "alike", oldest: passes("1.64.0"), newest: passes("1.67.0") },
    "the outcome is the same with grpc-go 1.64.0 and 1.67.0\ngrpc-go 1.67.0: passed\n",
  ],
  [
    "one that runs",
    { kind: "alike", oldest: passes("1.67.0"), newest: passes("1.67.0") },
    "grpc-go 1.67.0 alone runs of those that were tried\n",
  ],
  [
    "none that runs",
    { kind: "not-run", oldest: broken("1.64.0"), newest: broken("1.67.0") },
    "no version that was tried runs\n  grpc-go 1.64.0: its build failed: undefined: grpc.StaticMethod\n  grpc-go 1.67.0: its",
  ],
] as const)("of %s", ([, found, text]) => {
  expect(bisectionText(bisection(found, []))).toContain(text);
});

test("a version that does not always end alike is named", () => {
  const flaky = passes("1.66.0", { verdict: "flaky" });
  expect(bisectionText(bisection(changed, [flaky]))).toContain(
    "\n  1.66.0 does not always end alike\n",
  );
});

test.for([
  [passes("1.64.0"), "grpc-go 1.64.0: passed (1.5 s)"],
  [
    fails("1.67.0"),
    "grpc-go 1.67.0: signature-scheme-not-offered, cause on the client side (1.5 s)",
  ],
  [
    broken("1.63.0"),
    "grpc-go 1.63.0: left out, its build failed: undefined: grpc.StaticMethod (1.5 s)",
  ],
] as const)("a line as soon as it was tried: %#", ([one, line]) => {
  expect(triedLine("grpc-go", one, 1500)).toBe(line);
});

test("JSON has the same", () => {
  expect(bisectionJson(bisection(changed, [passes("1.64.0"), broken("1.65.0")]))).toMatchObject({
    schemaVersion: 1,
    cell: "go/python/tls/p521",
    library: "grpc-go",
    found: {
      kind: "changed",
      before: { version: "1.64.0", cell: id("1.64.0"), outcome: { kind: "passed" } },
      after: { version: "1.67.0", diagnosis: { causes: [{ code: schemeNotOffered.code }] } },
      differences: [{ property: "alpn", before: null, after: "h2" }],
      skipped: [{ version: "1.65.0" }],
    },
    tried: [
      { version: "1.64.0", outcome: { kind: "passed" }, cause: null, buildsMs: 1000 },
      { version: "1.65.0", reason: expect.stringContaining("its build failed") },
    ],
  });
});
