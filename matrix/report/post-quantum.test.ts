import { expect, test } from "vitest";
import type { KeyExchangeOffer } from "../domain/evidence.ts";
import type { CellResult } from "../domain/run-result.ts";
import { nothingObserved } from "../run/evidence/observed-properties.ts";
import { cellResult, failedAt, runResult } from "../tooling/test/results.ts";
import { postQuantum } from "./post-quantum.ts";

const passed = { kind: "passed" } as const;

const offer: KeyExchangeOffer = {
  groups: ["X25519MLKEM768", "x25519"],
  keyShares: ["x25519"],
  bytes: 300,
  retried: false,
};

const agreed = (group: string, over: Partial<KeyExchangeOffer> = {}): Partial<CellResult> => ({
  observed: { ...nothingObserved, group: { value: group, by: "wire" } },
  offer: { ...offer, ...over },
});

const page = (cells: readonly CellResult[]): readonly string[] =>
  postQuantum(runResult(cells), { go: { get: "`a`", avoid: "b", source: "c" } })
    .split("\n")
    .filter((line) => /^\| `|^\*\*/.test(line));

test("a pair is one entry, of a cell that nothing limits", () => {
  expect(
    page([
      cellResult("go/go/tls/p256/group=x25519", passed, agreed("x25519")),
      cellResult("go/go/tls/p256", passed, agreed("X25519MLKEM768")),
      cellResult("go/node/tls/p256", passed, agreed("secp256r1", { retried: true, bytes: 900 })),
      cellResult("node/go/tls/p256", failedAt("tls", "refused")),
      cellResult("node/node/tls/p256"),
    ]),
  ).toEqual([
    "**1 of 3 pairs agree on a hybrid of ML-KEM** where nothing limits either side. What is recorded of their",
    "| `go` | ● | `secp256r1` ↻ |",
    "| `node` | ✗ | ? |",
    "| `go` | `X25519MLKEM768` **`x25519`** | 300 |",
    "| `go` |  |  |  |  |  |  |",
    "| `node` |  |  |  |  |  |  |",
    "| `go` | `a` | b | c |",
  ]);
});

test("a server of one hybrid is held against Go, certificates of ML-DSA against Node", () => {
  const unsupported = { kind: "unsupported", by: "server node", reason: "no" } as const;
  const lines = page([
    cellResult("go/go/tls/p256", passed, agreed("X25519MLKEM768")),
    cellResult("node/node/tls/p256", passed, agreed("X25519MLKEM768")),
    cellResult("node/node/tls/p256/group=SecP256r1MLKEM768", failedAt("tls", "refused")),
    cellResult("node/go/tls/p256/group=SecP256r1MLKEM768", passed),
    cellResult("go/node/tls/p256/group=SecP384r1MLKEM1024", unsupported),
    cellResult("go/node/tls/mldsa65", failedAt("tls", "refused")),
    cellResult("node/go/tls/mldsa65", unsupported),
    cellResult("node/node/tls/mldsa65", passed),
  ]);
  expect(lines.slice(-5)).toEqual([
    "| `go` |  |  |  |  |  |  |",
    "| `node` |  | ✓ |  |  |  | – |",
    "| `go` | ✗ | – |",
    "| `node` | ✓ | ✓ |",
    "| `go` | `a` | b | c |",
  ]);
});
