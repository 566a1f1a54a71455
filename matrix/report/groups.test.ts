import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cannedRun } from "../tooling/test/canned-run.ts";
import { cellResult, diagnosed, failedAt, schemeNotOffered } from "../tooling/test/results.ts";
import { failureGroups, shortened } from "./groups.ts";

describe("failureGroups", () => {
  test("the unexpected first, then by size; plain passes in none", () => {
    const groups = failureGroups(cannedRun().cells);
    expect(groups.map(({ title, cells, unexpected }) => [title, cells.length, unexpected])).toEqual(
      [
        ["surprise: deadline-exceeded (likely)", 1, 1],
        ["flaky: failed at rpc: put: lost", 1, 1],
        ["surprise: passed", 1, 1],
        ["not run: python3 is not installed", 1, 1],
        ["known failure: signature-scheme-not-offered, cause on the client side", 2, 0],
        ["unsupported by client python: grpcio reads no Ed25519 key", 1, 0],
      ],
    );
  });

  test("more unexpected cells come before more cells", () => {
    const cause = (code: "unknown-ca" | "exited-early") => diagnosed({ ...schemeNotOffered, code });
    const failed = failedAt("tls", "lost");
    const groups = failureGroups([
      cellResult("go/go/tls/p256", failed, cause("unknown-ca")),
      cellResult("go/go/tls/p384", failed, cause("unknown-ca")),
      cellResult("go/node/tls/p256", failed, { ...cause("exited-early"), verdict: "unexpected" }),
      cellResult("go/go/tls/p521", failed, cause("unknown-ca")),
    ]);
    expect(groups.map(({ cells }) => cells.length)).toEqual([1, 3]);
    expect(groups[1]?.diagnosis?.causes[0]?.code).toBe("unknown-ca");
  });

  test("the same cause on another side is another group", () => {
    const failed = failedAt("tls", "lost");
    const groups = failureGroups([
      cellResult("go/go/tls/p256", failed, diagnosed(schemeNotOffered)),
      cellResult("go/go/tls/p384", failed, diagnosed({ ...schemeNotOffered, side: "server" })),
    ]);
    expect(groups).toHaveLength(2);
  });

  test("what a stack does not support is told once, whatever the cell", () => {
    const unsupported = (id: string, reason: string) =>
      cellResult(id, { kind: "unsupported", by: "server python", reason });
    const groups = failureGroups([
      unsupported("go/python/tls/p256/tls=1.2", "listener tls/p256: tlsVersion 1.2: no API"),
      unsupported("go/python/tls/p256/tls=1.3", "listener tls/p256: tlsVersion 1.3: no API"),
      unsupported("node/python/mtls/p256/tls=1.3", "listener mtls/p256: tlsVersion 1.3: no API"),
      unsupported("go/python/tls/p256/group=x25519", "listener tls/p256: group x25519: no switch"),
    ]);
    expect(groups.map(({ title, cells }) => [title, cells.length])).toEqual([
      ["unsupported by server python: no API", 3],
      ["unsupported by server python: no switch", 1],
    ]);
  });

  test.for([
    ["interrupted", 0],
    ["toolchain-missing", 1],
  ] as const)("what was not run, %s, is told in %i groups", ([because, groups]) => {
    const cell = cellResult(
      "go/go/none",
      { kind: "not-run", because, reason: "so" },
      { verdict: "unexpected" },
    );
    expect(failureGroups([cell])).toHaveLength(groups);
  });

  test("nothing to tell of passes", () => {
    expect(failureGroups([cellResult("go/go/none")])).toEqual([]);
  });
});

/** The ids that braces stand for, in any order. */
const expanded = (pattern: string): readonly string[] => {
  const parts = pattern
    .split("/")
    .map((part) => (part.startsWith("{") ? part.slice(1, -1).split(",") : [part]));
  return parts.reduce<string[]>(
    (ids, choices) =>
      ids.flatMap((id) => choices.map((choice) => (id === "" ? choice : `${id}/${choice}`))),
    [""],
  );
};

describe("shortened", () => {
  test.for([
    [["go/go/none"], ["go/go/none"]],
    [["go/go/tls/p256", "node/go/tls/p256"], ["{go,node}/go/tls/p256"]],
    [
      ["go/go/tls/p256", "go/go/tls/p521", "go/node/tls/p256", "go/node/tls/p521"],
      ["go/{go,node}/tls/{p256,p521}"],
    ],
    [
      ["go/go/tls/p256", "node/node/tls/p256"],
      ["go/go/tls/p256", "node/node/tls/p256"],
    ],
    [
      ["go/go/none", "go/go/none/transport=unix"],
      ["go/go/none", "go/go/none/transport=unix"],
    ],
    [[], []],
  ] as const)("%j", ([ids, short]) => {
    expect(shortened(ids)).toEqual(short);
  });

  const ids = fc.uniqueArray(
    fc
      .tuple(
        fc.constantFrom("go", "go:stock", "node", "python"),
        fc.constantFrom("go", "node", "python"),
        fc.constantFrom("tls", "mtls", "auto-mtls"),
        fc.constantFrom("p256", "p521", "p521-p256"),
        fc.constantFrom("", "/tls=1.2", "/tls=1.2/transport=unix"),
      )
      .map(([client, server, mode, keys, more]) => `${client}/${server}/${mode}/${keys}${more}`),
    { maxLength: 60 },
  );

  test("names exactly the given cells, each once", () => {
    fc.assert(
      fc.property(ids, (given) => {
        const named = shortened(given).flatMap(expanded);
        expect([...named].sort()).toEqual([...given].sort());
      }),
    );
  });

  test("is never longer than the list itself", () => {
    fc.assert(
      fc.property(ids, (given) => {
        expect(shortened(given).length).toBeLessThanOrEqual(given.length);
      }),
    );
  });
});
