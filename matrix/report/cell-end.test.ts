import { expect, test } from "vitest";
import type { CauseCode } from "../domain/cause.ts";
import { cellResult, failedAt } from "../tooling/test/results.ts";
import { endWords, groupWords, sameEnd } from "./cell-end.ts";

const failed = (code: CauseCode, sentence: string) =>
  cellResult("go/node/none/behaviour=cancel", failedAt("behaviour", "x"), {
    diagnosis: {
      determinable: true,
      nextCheck: null,
      causes: [
        {
          ...{ code, sentence, side: "client", decided: true, doubt: null },
          ...{ matched: [], remedy: null, clause: null },
        },
      ],
    },
  });

const violation = (sentence: string) => failed("specification-violated", sentence);

test("an end by a violation says which, a group only where", () => {
  const cell = violation("A call: status UNKNOWN, where CANCELLED is due.");
  expect(endWords(cell)).toBe(
    "specification-violated, cause on the client side: A call: status UNKNOWN, where CANCELLED is due",
  );
  expect(groupWords(cell)).toBe("specification-violated, cause on the client side, in cancel");
});

test.for([
  ["another violation is another end", violation("one."), violation("two."), false],
  ["the same violation is the same end", violation("one."), violation("one."), true],
  [
    "elsewhere words say nothing: they have ports and times",
    failed("stream-reset", "one."),
    failed("stream-reset", "two."),
    true,
  ],
] as const)("%s", ([, one, other, same]) => {
  expect(sameEnd(one, other)).toBe(same);
});
