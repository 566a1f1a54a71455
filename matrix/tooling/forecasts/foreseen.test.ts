import { describe, expect, test } from "vitest";
import { cellResult, failedAt } from "../test/results.ts";
import { differences, foreseenOf } from "./foreseen.ts";

const passed = { kind: "passed" } as const;

describe("what the table says", () => {
  test.for([
    ["go/python/none", "passes"],
    ["go/python/tls/p521", "passes"],
    ["python/go/tls/p521", "python as the client has no signature scheme for p521"],
    ["go/python/mtls/p521", "python as the server has no signature scheme for p521"],
    [
      "go:stock/python/auto-mtls/p521-p384",
      "python as the server has no signature scheme for p521",
    ],
    ["go/java/tls/ed25519", "java does not sign with a key of type ed25519"],
    ["rust:ring/go/mtls/p521-p256", "rust:ring does not sign with a key of type p521"],
    ["cpp/go/tls/p256/group=x25519", "cpp does not offer x25519"],
    [
      "rust/go/tls/p256/server-cert=authority",
      "rust refuses a certificate for ca-used-as-end-entity",
    ],
    ["go/go/tls/p256/server-cert=authority", "passes"],
    [
      "go/go/tls/p256/server-cert=common-name-only",
      "go refuses a certificate for no-subject-alt-name",
    ],
    ["node/go/tls/p256/server-cert=common-name-only", "passes"],
    ["cpp/go/tls/p256/server-cert=weak-key", "cpp refuses a certificate for key-too-weak"],
    ["python/go/tls/p256/server-cert=weak-key", "passes"],
    ["python/go/tls/p521/tls=1.2", "open"],
    ["python/go/tls/p256/route=nginx-grpc", "open"],
    ["go@1.66.3/go/tls/p256", "open"],
    ["zig/go/tls/p256", "open"],
  ] as const)("of %s: %s", ([id, expected]) => {
    const foreseen = foreseenOf(cellResult(id));
    expect(foreseen.end === "does not pass" ? foreseen.because : foreseen.end).toBe(expected);
  });
});

describe("a difference", () => {
  test("a cell that fails against the table, and one that passes against it, name both", () => {
    const found = [
      cellResult("go/python/tls/p521", failedAt("tls", "refused")),
      cellResult("python/go/tls/p521", passed),
    ].flatMap(differences);
    expect(found).toEqual([
      { stack: "go", table: "it passes", cell: "go/python/tls/p521", saw: "failed" },
      {
        stack: "python",
        table: "it does not pass: python as the client has no signature scheme for p521",
        cell: "python/go/tls/p521",
        saw: "passed",
      },
    ]);
  });

  test("another cause than the table's", () => {
    const cause = {
      code: "unknown-ca",
      side: "server",
      decided: true,
      doubt: null,
      sentence: "",
      matched: [],
      remedy: null,
      clause: null,
    } as const;
    const because = (decided: boolean) =>
      cellResult("rust/go/tls/p256/server-cert=authority", failedAt("tls", "refused"), {
        diagnosis: { determinable: true, causes: [{ ...cause, decided }], nextCheck: null },
      });
    expect(differences(because(true)).map(({ saw }) => saw)).toEqual(["failed, unknown-ca"]);
    expect(differences(because(false))).toEqual([]);
  });

  test("groups that the table does not have", () => {
    const offer = { groups: ["x25519"], keyShares: ["x25519"], bytes: 1, retried: false };
    expect(differences(cellResult("cpp/go/tls/p256", passed, { offer }))).toEqual([
      {
        stack: "cpp",
        table: "it offers the groups secp256r1",
        cell: "cpp/go/tls/p256",
        saw: "the groups x25519",
      },
    ]);
  });

  test.for([
    ["not run", { kind: "not-run", because: "interrupted", reason: "x" }],
    ["a knob that the server does not have", { kind: "unsupported", by: "server go", reason: "x" }],
  ] as const)("none: %s", ([, outcome]) => {
    expect(differences(cellResult("go/go/tls/p256/group=x25519", outcome))).toEqual([]);
  });
});
