import { expect, test } from "vitest";
import { parseCellId } from "../axes/cell-id.ts";
import { slots } from "../supervise/slots.ts";
import { HarnessFault } from "../supervise/worker.ts";
import type { Lab } from "./lab.ts";
import { cellRunner } from "./run-cell.ts";

/** A client that dies in every request; the laboratory then has the next. */
const labOfMortals = () => {
  let number = 1;
  const client = async () => {
    const own = number;
    const prove = async () => {
      number = own + 1;
      throw new HarnessFault(`client ${own} died`);
    };
    return { worker: { process: { stderr: { total: 0 } }, prove } };
  };
  const seat = {
    argv: [],
    line: Promise.resolve(null),
    stop: async () => ({ kind: "never-launched" }),
  };
  return {
    client,
    path: (name: string) => name,
    implementation: () => ({ server: [] }),
    desk: { seat: () => seat },
    pki: { client: async () => ({ key: "" }) },
    pluginConfig: async () => "",
  } as unknown as Lab;
};

test("a client that dies takes no cell along that waits for its turn", async () => {
  const runner = cellRunner(labOfMortals(), { steps: ["put"], deadlineMs: 1000 });
  const slot = slots(1);
  const cell = parseCellId("go/go/auto-mtls/p256");
  const attempts = await Promise.all([1, 2, 3].map(() => runner.run(cell, slot)));
  expect(attempts).toEqual(
    [1, 2, 3].map((own) => ({
      kind: "not-run",
      because: "harness-fault",
      reason: `client ${own} died`,
    })),
  );
});
