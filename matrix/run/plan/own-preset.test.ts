import { expect, test } from "vitest";
import { crossedCells, presetSchema } from "../axes/preset.ts";
import { ownPreset } from "./own-preset.ts";

const pairsOf = (own: readonly string[], others: readonly string[]) => {
  const cells = crossedCells(ownPreset(own, others));
  return [...new Set(cells.map(({ client, server }) => `${client}/${server}`))].sort();
};

test.for([
  [["rust"], ["go", "node"], ["go/rust", "node/rust", "rust/go", "rust/node", "rust/rust"]],
  [["rust"], [], ["rust/rust"]],
  [["a", "b"], ["go"], ["a/a", "a/b", "a/go", "b/a", "b/b", "b/go", "go/a", "go/b"]],
] as const)("%j with %j", ([own, others, pairs]) => {
  expect(pairsOf(own, others)).toEqual(pairs);
});

test("every mode and key type, in the form of a preset", () => {
  const preset = ownPreset(["rust"], ["go"]);
  expect(presetSchema.parse(preset)).toEqual(preset);
  // 3 pairs without TLS, and in 3 modes with 4 key types.
  expect(crossedCells(preset)).toHaveLength(3 + 3 * 3 * 4);
});
