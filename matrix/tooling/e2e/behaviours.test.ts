import { beforeAll, describe, expect, test } from "vitest";
import { behaviours } from "../../behaviours/behaviours.ts";
import { pluginBehaviours } from "../../behaviours/plugin/plugin-behaviours.ts";
import { type MatrixProcess, startMatrix } from "./matrix-process.ts";

const names = behaviours.map(({ name }) => name);

describe("behaviours", () => {
  let run: MatrixProcess;
  let exit: Awaited<MatrixProcess["exit"]>;

  beforeAll(async () => {
    run = startMatrix(["run", "--preset", "behaviours"]);
    exit = await run.exit;
  }, 300_000);

  const of = (pattern: RegExp) => run.results().cells.filter(({ id }) => pattern.test(id));

  test.for([...names, ...pluginBehaviours.map(({ name }) => name)])(
    "%s: every pair ends as expected",
    (name) => {
      const wrong = run
        .results()
        .cells.filter(({ behaviour, verdict }) => behaviour === name && verdict !== "expected");
      expect(wrong.map(({ id, verdictReason }) => `${id}: ${verdictReason}`)).toEqual([]);
    },
  );

  test("a deadline of 30 days is over at once on grpc-js, and what is seen is its own sum", () => {
    const cells = of(/^\w+\/node\/none\/behaviour=long-deadline$/);
    expect(cells).toHaveLength(3);
    for (const { findings, diagnosis } of cells) {
      expect(findings?.[0]).toMatchObject({
        kind: "violation",
        by: "server",
        sentence: "a call whose deadline is far is ended at once",
        saw: [{ by: "wire" }, { by: "wire", text: "grpc-status: 4" }],
      });
      expect(diagnosis?.causes[0]).toMatchObject({
        code: "specification-violated",
        side: "server",
        decided: true,
      });
    }
  });

  test("TLS changes nothing: the findings of the pairs under mTLS are those in the clear", () => {
    const ofRpc: ReadonlySet<string | null> = new Set(names);
    const steady = (pattern: RegExp) =>
      of(pattern)
        .filter(({ behaviour }) => ofRpc.has(behaviour))
        .map(({ behaviour, findings = [] }) => [
          behaviour,
          findings.filter(({ kind }) => kind !== "rate").map(({ by, sentence }) => [by, sentence]),
        ]);
    expect(steady(/^go\/node\/mtls\//)).toEqual(steady(/^go\/node\/none\/behaviour/));
    expect(steady(/^node\/go\/mtls\//)).toEqual(steady(/^node\/go\/none\/behaviour/));
  });

  test("the run ends well and leaves nothing behind", () => {
    expect(exit).toEqual({ code: 0, signal: null });
    expect(run.survivors()).toEqual([]);
    expect(run.leftFiles()).toEqual([]);
  });
});
