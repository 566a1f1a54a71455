import { expect, test } from "vitest";
import { type Edit, editedExpectations } from "./edited-expectations.ts";

const text = `# Of the file.

# Of the first.
- pattern: "a/*"
  versions: { grpcio: ">=1.59" } # measured
  reason: one

# Of nobody.

# Of the second.
- pattern: b
  reason: >-
    folded
    text
# At the end.
`;

test.for<readonly [string, readonly Edit[], string]>([
  ["nothing", [], text],
  [
    "a pattern",
    [{ at: 1, kind: "set", path: ["pattern"], value: "{c,d}/*" }],
    text.replace("pattern: b", 'pattern: "{c,d}/*"'),
  ],
  [
    "a range",
    [{ at: 0, kind: "set", path: ["versions", "grpcio"], value: ">=1.59 <1.90" }],
    text.replace(">=1.59", ">=1.59 <1.90"),
  ],
  [
    "the first goes",
    [{ at: 0, kind: "remove" }],
    `# Of the file.\n\n# Of nobody.\n\n${text.slice(text.indexOf("# Of the second."))}`,
  ],
  [
    "the last goes",
    [{ at: 1, kind: "remove" }],
    `${text.slice(0, text.indexOf("# Of the second."))}# At the end.\n`,
  ],
])("%s", ([, edits, edited]) => {
  expect(editedExpectations(text, edits)).toBe(edited);
});

test("no blank lines are left at the end", () => {
  expect(editedExpectations("- pattern: a\n\n- pattern: b\n", [{ at: 1, kind: "remove" }])).toBe(
    "- pattern: a\n",
  );
});

test("a file that ends without a line feed", () => {
  expect(editedExpectations("- pattern: a\n- pattern: b", [{ at: 1, kind: "remove" }])).toBe(
    "- pattern: a\n",
  );
});

test("edits are of the places before anything goes", () => {
  const edited = editedExpectations(text, [
    { at: 0, kind: "remove" },
    { at: 1, kind: "set", path: ["pattern"], value: "c" },
  ]);
  expect(edited).toContain('- pattern: "c"\n');
  expect(edited).not.toContain("a/*");
});
