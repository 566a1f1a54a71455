import { beforeAll, describe, expect, test } from "vitest";
import { interopCases } from "../../behaviours/interop/interop-cases.ts";
import { type MatrixProcess, startMatrix } from "./matrix-process.ts";

const clients = ["grpc-go-interop", "go", "python", "node"];
const servers = ["grpc-go-interop", "grpc-js-test-service"];
const picked = [
  ...clients.flatMap((id) => ["--client", id]),
  ...servers.flatMap((id) => ["--server", id]),
];

/** Without Java, which neither checks nor tests insist on. */
describe("the cases of the interop suites", () => {
  let run: MatrixProcess;
  let exit: Awaited<MatrixProcess["exit"]>;

  beforeAll(async () => {
    run = startMatrix(["run", "--preset", "interop", ...picked]);
    exit = await run.exit;
  }, 300_000);

  const of = (pattern: RegExp) => run.results().cells.filter(({ id }) => pattern.test(id));

  const asked = interopCases.filter(({ beyondRpc }) => !beyondRpc).map(({ name }) => name);

  test.for(asked)("%s: every pair ends as expected", (name) => {
    const cells = run.results().cells.filter(({ behaviour }) => behaviour === name);
    const wrong = cells.filter(({ verdict }) => verdict !== "expected");
    expect(wrong.map(({ id, verdictReason }) => `${id}: ${verdictReason}`)).toEqual([]);
    expect(cells).toHaveLength(name.includes("compressed") ? 6 : 8);
  });

  test("an official client that passes shows its end, and its calls on the wire", () => {
    for (const { id, outcome, steps, observed } of of(/^grpc-go-interop\//)) {
      // It may be over before it has begun its call.
      if (outcome.kind === "unsupported" && id.endsWith("=timeout_on_sleeping_server")) continue;
      expect([id, outcome.kind]).toEqual([id, "passed"]);
      expect(steps.map(({ name }) => name)).toEqual(["behaviour", "exit"]);
      expect(observed.calls).toEqual({ value: "every call seen", by: "wire" });
    }
  });

  test("a response that is not compressed though it was asked for is its server's, whoever asks", () => {
    for (const { findings } of of(/behaviour=server_compressed_unary$/)) {
      expect(findings).toMatchObject([
        {
          by: "server",
          sentence: "compressed: a response that is to be compressed is not",
          saw: [{ by: "wire" }],
        },
      ]);
    }
  });

  test("the run ends well and leaves nothing behind", () => {
    expect(exit).toEqual({ code: 0, signal: null });
    expect(run.survivors()).toEqual([]);
    expect(run.leftFiles()).toEqual([]);
  });
});
