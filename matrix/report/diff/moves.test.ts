import { expect, test } from "vitest";
import type { ImplementationVersions, RunResult } from "../../domain/run-result.ts";
import { runResult } from "../../tooling/test/results.ts";
import { movesBetween, moveWords } from "./moves.ts";

const [go, python] = runResult([]).implementations as [
  ImplementationVersions,
  ImplementationVersions,
];
const ends = [
  { before: "go", after: "go" },
  { before: "python", after: "python" },
];
const otherProgram = `sha256:${"f".repeat(64)}` as const;
const newer = { ...go, stack: [{ name: "grpc-go", version: "1.85.0" }, ...go.stack.slice(1)] };

const moves = (over: Partial<RunResult>, flipped: readonly string[] = []) =>
  movesBetween(runResult([]), runResult([], over), ends, new Set(flipped)).map(
    (move) => `${move.kind}: ${moveWords(move)}; ${move.of.join(",")}`,
  );

test.for<readonly [string, Partial<RunResult>, readonly string[]]>([
  ["nothing", {}, []],
  [
    "a library of a stack",
    { implementations: [newer, python] },
    ["stack: grpc-go 1.76.0 → 1.85.0; go"],
  ],
  [
    "a library comes and another goes",
    { implementations: [{ ...go, stack: [{ name: "connect", version: "1" }] }, python] },
    [
      "stack: connect 1 (new); go",
      "stack: grpc-go 1.76.0 (gone); go",
      "stack: go-plugin 1.8.0 (gone); go",
    ],
  ],
  [
    "runtime and TLS library",
    {
      implementations: [
        {
          ...go,
          runtime: { name: "Go", version: "1.27.0" },
          tls: { name: "crypto/tls", version: "1.27.0" },
        },
        python,
      ],
    },
    ["runtime: Go 1.26.8 → 1.27.0; go", "TLS library: crypto/tls 1.26.8 → 1.27.0; go"],
  ],
  [
    "a program whose versions are the same",
    { implementations: [{ ...go, program: otherProgram }, python] },
    ["program: the program of go; go"],
  ],
  [
    "a program is not told beside its versions",
    { implementations: [{ ...newer, program: otherProgram }, python] },
    ["stack: grpc-go 1.76.0 → 1.85.0; go"],
  ],
  [
    "this tool and the machine",
    {
      orchestrator: { ...runResult([]).orchestrator, version: "0.2.0", node: "26.0.0" },
      machine: { platform: "linux", arch: "arm64", cores: 1 },
    },
    [
      "tool: handshake-matrix 0.1.0 → 0.2.0; ",
      "tool: Node of handshake-matrix 24.11.0 → 26.0.0; ",
      "machine: machine: linux x64 with 2 processors → linux arm64 with 1 processor; ",
    ],
  ],
  ["an implementation that only one run describes", { implementations: [python] }, []],
])("%s", ([, over, told]) => {
  expect(moves(over)).toEqual(told);
});

test("what a flipped cell has comes first, whatever its kind", () => {
  const implementations = [newer, { ...python, program: otherProgram }];
  expect(moves({ implementations }, ["python"])).toEqual([
    "program: the program of python; python",
    "stack: grpc-go 1.76.0 → 1.85.0; go",
  ]);
});

test("what two implementations share moved once", () => {
  const both = (one: ImplementationVersions) => [one, { ...one, id: "go:stock" }];
  const shared = movesBetween(
    runResult([], { implementations: both(go) }),
    runResult([], { implementations: both(newer) }),
    [...ends, { before: "go:stock", after: "go:stock" }],
    new Set(),
  );
  expect(shared.map(({ name, of }) => [name, of])).toEqual([["grpc-go", ["go", "go:stock"]]]);
});
