import { describe, expect, test } from "vitest";
import type { Finding } from "../domain/behaviour.ts";
import { cellResult, failedAt, runResult } from "../tooling/test/results.ts";
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

describe("a violation", () => {
  const name = "request-cardinality";
  const found = (sentence: string, advice?: string): Finding => ({
    ...{ kind: "violation", by: "server", sentence, clause: "a clause", saw: [] },
    ...(advice !== undefined && { advice }),
  });
  const known = { reason: "it does so", source: "https://example.com/issues/1" };
  const failed = (server: string, ...findings: readonly Finding[]) =>
    cellResult(`go/${server}/none/behaviour=${name}`, failedAt("behaviour", "one"), {
      findings,
      known,
    });

  const page = behavioursReport(
    runResult([
      failed("go", found("one"), found("two", "Do another.")),
      failed("node", found("one")),
    ]),
  );
  const section = page.slice(page.indexOf("## Violations"), page.indexOf("Made by"));

  test("names the version of the library, and the cell", () => {
    const [{ stack } = { stack: [] }] = runResult([]).implementations;
    expect(section).toContain(
      `- **\`go\` server** (${stack[0]?.name} ${stack[0]?.version}): one\n  \`handshake-matrix cell 'go/go/none/behaviour=${name}'\``,
    );
  });

  test("has advice of its own beneath it, and that of its behaviour once for the others", () => {
    expect(section).toContain(
      `: two\n  \`handshake-matrix cell 'go/go/none/behaviour=${name}'\`\n  To live with it: do another.\n`,
    );
    expect(section.match(/^To live with it: /gm)).toHaveLength(1);
  });

  test("without one that the behaviour's advice is for, does not give it", () => {
    const own = behavioursReport(runResult([failed("go", found("two", "Do another."))]));
    expect(own).not.toMatch(/^To live with it: /m);
  });

  test("says once what is known of it, and where that stands", () => {
    expect(section).toContain(
      "What is known of it:\n\n- it does so (https://example.com/issues/1)\n\n",
    );
    expect(section.match(/it does so/g)).toHaveLength(1);
  });
});
