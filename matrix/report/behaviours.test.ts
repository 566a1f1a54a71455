import { expect, test } from "vitest";
import { cellResult, runResult } from "../tooling/test/results.ts";
import { behavioursReport } from "./behaviours.ts";

const unsupported = (id: string, reason: string) =>
  cellResult(id, { kind: "unsupported", by: "client rust", reason });

test("what an end has no way to do stands once", () => {
  const reason = "waitForReady true: tonic has no such choice";
  const page = behavioursReport(
    runResult([
      unsupported("rust/go/none/behaviour=wait-for-ready", reason),
      unsupported("rust/node/none/behaviour=wait-for-ready", reason),
    ]),
  );
  expect(page).toContain(
    `## What could not be tried\n\n- \`wait-for-ready\`: client rust: ${reason}\n\nMade by`,
  );
});

test("where everything could be tried, nothing is said of it", () => {
  const page = behavioursReport(runResult([cellResult("go/go/none/behaviour=wait-for-ready")]));
  expect(page).not.toContain("could not be tried");
});
