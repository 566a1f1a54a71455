import { expect, test } from "vitest";
import { Eventual } from "../../limits/eventual.ts";
import { parseCellId } from "../axes/cell-id.ts";
import { BoundedText } from "../supervise/bounded-text.ts";
import { slots } from "../supervise/slots.ts";
import { HarnessFault } from "../supervise/worker.ts";
import { countedDeaths } from "./deaths.ts";
import { cellRunner } from "./run-cell.ts";
import type { Testbed } from "./testbed.ts";

/** A testbed whose clients die in every request; who they are is told to `hired`. */
const labOfMortals = (hired: string[]) => {
  let number = 0;
  const hire = (whose: string) => {
    const name = `${whose} client ${++number}`;
    hired.push(name);
    let dead = false;
    const prove = async () => {
      dead = true;
      throw new HarnessFault(`${name} died`);
    };
    const process = { stderr: new BoundedText(), stop: async () => {} };
    return { worker: { process, prove, isDead: () => dead }, folder: { copyOf: () => "" } };
  };
  const slot = {
    argv: [],
    line: Eventual.of(Promise.resolve(null)),
    stop: async () => ({ kind: "never-launched" }),
  };
  let shared = hire("shared");
  return {
    deaths: countedDeaths(() => {}),
    clients: {
      shared: async () => {
        if (shared.worker.isDead()) shared = hire("shared");
        return shared;
      },
      own: async () => hire("own"),
    },
    startup: () => ({ argv: [], environment: {}, folder: {} }),
    registry: { slot: () => slot },
    ownersFor: () => async () => ({ kind: "unknown" }),
    pki: { client: async () => ({ key: "" }) },
    pluginConfig: async () => "",
  } as unknown as Testbed;
};

test("a client that dies takes no cell along: each is run again with one of its own", async () => {
  const hired: string[] = [];
  const runner = cellRunner(labOfMortals(hired), {
    steps: ["put"],
    deadlineMs: 1000,
    thirdParties: new Map(),
  });
  const slot = slots(1);
  const cell = parseCellId("go/go/auto-mtls/p256");
  const attempts = await Promise.all([1, 2, 3].map(() => runner.run(cell, slot)));
  const own = hired.filter((name) => name.startsWith("own"));
  expect(hired.filter((name) => name.startsWith("shared"))).toHaveLength(3);
  expect(own).toHaveLength(3);
  expect(
    attempts.map((attempt) => (attempt.kind === "not-run" ? attempt.reason : attempt.kind)).sort(),
  ).toEqual(own.map((name) => `${name} died`).sort());
});
