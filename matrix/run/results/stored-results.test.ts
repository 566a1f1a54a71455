import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Misuse } from "../../domain/misuse.ts";
import { provenCell } from "../../tooling/test/proven-cell.ts";
import { runResult } from "../../tooling/test/results.ts";
import { judgedStep } from "../../tooling/test/symptoms.ts";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { readStoredResults } from "./stored-results.ts";

const cells = ["go/go/none", "go/python/mtls/p256", "go/node/auto-mtls/p521"].map((id) =>
  provenCell(id),
);
const whole = runResult(cells);
const [first, second] = cells as [(typeof cells)[0], (typeof cells)[0]];

const shard = {
  index: 1,
  of: 2,
  plan: `sha256:${"0".repeat(64)}`,
  planned: 9,
  places: [0, 4, 8],
} as const;

const read = (content: unknown) => {
  const file = join(temporaryFolder(), "results.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return { file, results: readStoredResults(file) };
};

test.for([
  ["a run", whole],
  ["a shard", { ...whole, shard }],
] as const)("what %s wrote is read as it is", async ([, result]) => {
  expect(await read(result).results).toEqual(result);
});

/** A cell that passed with what a program of others shows. */
const byExit = { ...provenCell("probe/go/none"), steps: [judgedStep("exit")] };
const [described] = whole.implementations;

test("a program of others owes what it can show", async () => {
  const shows = { client: ["exit"], server: [] };
  const probe = { ...described, id: "probe", shows };
  const implementations = [...whole.implementations, probe];
  const result = { ...runResult([...cells, byExit]), implementations };
  expect(await read(result).results).toEqual(result);
  const silent = { ...result, implementations: whole.implementations };
  await expect(read(silent).results).rejects.toThrow(
    "probe/go/none has step exit, which is none of its own",
  );
});

test.for<readonly [string, unknown, string]>([
  ["null", null, "is null, and a run's result is an object"],
  ["a list", [], "is a list, and a run's result is an object"],
  ["a text", '"x"', "is a string, and a run's result is an object"],
  ["a number", 1, "is a number, and a run's result is an object"],
  ["an empty object", {}, "has no schemaVersion, which a run's result has"],
  ["nothing", "", "is no whole JSON document, and may have been cut off"],
  [
    "a part",
    JSON.stringify(whole).slice(0, -1),
    "is no whole JSON document, and may have been cut off",
  ],
  [
    "another version",
    { ...whole, schemaVersion: 2 },
    "has schemaVersion 2, and this version of the tool reads 1",
  ],
  [
    "a version as text",
    { ...whole, schemaVersion: "1\u001b[31m" },
    'has schemaVersion "1\\u001b[31m", and this version of the tool reads 1',
  ],
  [
    "a field too many",
    { ...whole, more: 1 },
    'is not as a run writes it (it: Unrecognized key: "more")',
  ],
  [
    "a field too few",
    { ...whole, cells: undefined },
    "is not as a run writes it (cells: Invalid input: expected array, received undefined)",
  ],
  [
    "a count below zero",
    { ...whole, counts: { ...whole.counts, failed: -1 } },
    "is not as a run writes it (counts.failed: Too small: expected number to be >=0)",
  ],
  [
    "a cell twice",
    runResult([...cells, first]),
    "contradicts itself (cells.3: go/go/none is cells.0 already, and a run has each cell once)",
  ],
  [
    "a cell that is not what its id says",
    runResult([first, { ...second, server: "go" }]),
    "contradicts itself (cells.1: go/python/mtls/p256 has another server than its id says)",
  ],
  [
    "a pass without a proof",
    runResult([first, { ...second, steps: [] }]),
    "contradicts itself (cells.1: go/python/mtls/p256 passed without step put)",
  ],
  [
    "nothing but passes without a proof",
    runResult([{ ...first, steps: [] }]),
    "contradicts itself (cells.0: go/go/none passed without any step)",
  ],
  [
    "a pass without a step that others have",
    runResult([first, { ...second, steps: second.steps.slice(1) }]),
    "contradicts itself (cells.1: go/python/mtls/p256 passed without step put)",
  ],
  ...Object.keys(whole.counts).map((name): [string, unknown, string] => {
    const right = whole.counts[name as keyof typeof whole.counts];
    return [
      `another count of ${name}`,
      { ...whole, counts: { ...whole.counts, [name]: 7 } },
      `contradicts itself (counts.${name}: 7, and by its cells it is ${right})`,
    ];
  }),
  ...(
    [
      ["a shard beyond the last", { index: 3 }, "it is number 3 of 2"],
      ["a shard with too few places", { places: [0, 4] }, "it has 2 places for 3 cells"],
      ["a shard with a place twice", { places: [0, 4, 4] }, "places are not those of 9 cells"],
      [
        "a shard with a place beyond the plan",
        { places: [0, 4, 9] },
        "places are not those of 9 cells",
      ],
    ] as const
  ).map(([name, over, sentence]): [string, unknown, string] => [
    name,
    { ...whole, shard: { ...shard, ...over } },
    `contradicts itself (shard: ${sentence})`,
  ]),
  [
    "an implementation twice",
    { ...whole, implementations: [...whole.implementations, whole.implementations[0]] },
    "contradicts itself (implementations: go stands there twice)",
  ],
])("%s is one sentence", async ([, content, sentence]) => {
  const { file, results } = read(content);
  await expect(results).rejects.toThrow(
    new Misuse(
      `${file} ${sentence}; name a results.json, such as matrix-results/latest/results.json`,
    ),
  );
});

test.for(["", "absent.json"])("what cannot be read is one sentence: %j", async (name) => {
  const file = join(temporaryFolder(), name);
  await expect(readStoredResults(file)).rejects.toThrow(
    new Misuse(
      `${file} cannot be read; name a results.json, such as matrix-results/latest/results.json`,
    ),
  );
});
