import { expect, test } from "vitest";
import type { Cause } from "../../domain/cause.ts";
import type { CellResult } from "../../domain/run-result.ts";
import { cellResult, diagnosed, failedAt, schemeNotOffered } from "../../tooling/test/results.ts";
import { withKnownContrast, withTriedContrast, worthContrasting } from "./contrasted.ts";

const refused = failedAt("tls", "handshake failure");
const failed = (
  id: string,
  over: Partial<Cause> = {},
  verdict: CellResult["verdict"] = "expected",
): CellResult =>
  cellResult(id, refused, { ...diagnosed({ ...schemeNotOffered, ...over }), verdict });

const triesOf = (...cells: readonly CellResult[]) =>
  worthContrasting(cells).map(({ cell, neighbours }) => [
    cell.id,
    ...neighbours.map(({ id }) => id),
  ]);

const known = cellResult("python/go/tls/p256");
const key = failed("python/go/tls/p521");
const remedy = "python/go/tls/p521/tls=1.2";

test.for<[string, readonly CellResult[], readonly (readonly string[])[]]>([
  ["what helps against a cause, though it is expected", [known, key], [[key.id, remedy]]],
  [
    "for the first of its cells",
    [known, key, failed("python/node/tls/p521"), cellResult("python/node/tls/p256")],
    [[key.id, remedy]],
  ],
  ["not what is in the plan", [known, key, failed(remedy)], []],
  ["not where the cell has it", [failed(remedy), cellResult("python/go/tls/p256/tls=1.2")], []],
  ["not for the other side", [known, failed(key.id, { side: "server" })], []],
  ["not for a side that is not known", [known, failed(key.id, { side: null })], []],
  ["not for a cause that is not decided", [known, failed(key.id, { decided: false })], []],
  [
    "not for a cause against which nothing of a cell helps",
    [known, failed(key.id, { code: "unknown-ca" })],
    [],
  ],
  [
    "neighbours of a surprise, where none of them passed",
    [failed(key.id, { code: "unknown-ca" }, "unexpected"), cellResult("go/go/none")],
    [[key.id, "python/go/tls/p256"]],
  ],
  [
    "neither of an expected failure",
    [failed(key.id, { code: "unknown-ca" }), cellResult("go/go/none")],
    [],
  ],
  [
    "but of the only cell of a run",
    [failed(key.id, { code: "unknown-ca" })],
    [[key.id, "python/go/tls/p256"]],
  ],
  ["nothing where all passed", [known], []],
])("worth trying: %s", ([, cells, tries]) => {
  expect(triesOf(...cells)).toEqual(tries);
});

const ofKnown = (...cells: readonly CellResult[]) =>
  withKnownContrast(cells).map(({ id, contrast }) => [id, ...contrast.map(({ cell }) => cell)]);

test.for<[string, readonly CellResult[], readonly (readonly string[])[]]>([
  ["the nearest", [key, known, cellResult("python/go/tls/p384")], [[key.id, known.id]]],
  ["and the one that is a remedy", [key, known, cellResult(remedy)], [[key.id, known.id, remedy]]],
  ["which is said once", [key, cellResult(remedy)], [[key.id, remedy]]],
  ["not a remedy that fails too", [key, known, failed(remedy)], [[key.id, known.id]]],
  ["nothing where nothing passed", [key], []],
])("known of a run: %s", ([, cells, contrasts]) => {
  expect(ofKnown(...cells)).toEqual(contrasts);
});

test("what was tried is added to what was known", () => {
  const before = { ...key, contrast: [{ cell: known.id, with: "key p256", outcome: "passes" }] };
  const tried = withTriedContrast(before as CellResult, [
    cellResult(remedy),
    failed("python/go/tls/p384"),
    cellResult("python/go/tls/rsa2048", { kind: "unsupported", by: "server go", reason: "none" }),
    cellResult("node/go/tls/p256"),
  ]);
  expect(tried.contrast).toEqual([
    { cell: known.id, with: "key p256", outcome: "passes" },
    { cell: remedy, with: "TLS version 1.2", outcome: "passes" },
    { cell: "python/go/tls/p384", with: "server key p384", outcome: "fails too" },
  ]);
});
