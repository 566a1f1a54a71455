import { expect, onTestFinished, test } from "vitest";
import { places } from "../../places.ts";
import { parseCellId } from "../../run/axes/cell-id.ts";
import { noNeeds, readImplementations } from "../../run/inputs/read-inputs.ts";
import { planCells } from "../../run/plan/plan.ts";
import { openTestbed } from "../../run/proof/testbed.ts";
import { ensureLauncher } from "../../run/supervise/launcher-build.ts";

const limitMs = 30_000;

const planOf = (...ids: readonly string[]) =>
  planCells("parts", { steps: ["put"], deadlineMs: 5000 }, ids.map(parseCellId));

/** Clients and servers end with the part of a run that they are for, which is no death of theirs. */
test(
  "a testbed that turns to another part ends the processes that are not used in it",
  async () => {
    const [before, after] = ["node/node/tls/p256/tls=1.2", "go/node/tls/p256/tls=1.3"];
    const notes: string[] = [];
    const implementations = await readImplementations(noNeeds, []);
    const { argv } = await ensureLauncher(places.builds, () => {});
    const first = planOf(before);
    const testbed = await openTestbed({
      plan: planOf(before, after),
      first,
      implementations,
      launcher: argv,
      debug: false,
      recorded: "failing",
      note: (sentence) => notes.push(sentence),
    });
    onTestFinished(() => testbed.close());
    const client = await testbed.clients.shared("node");
    const server = await testbed.servers.shared(parseCellId(before));
    if (server.kind !== "serving") throw new Error(`the server is ${server.kind}`);

    await testbed.turnTo(planOf(after));
    expect([client.worker.process.hasEnded(), server.process.hasEnded()]).toEqual([true, true]);
    expect(await testbed.servers.shared(parseCellId(after))).toMatchObject({ kind: "serving" });

    await testbed.turnTo(first);
    const again = await testbed.servers.shared(parseCellId(before));
    if (again.kind !== "serving") throw new Error(`the server is ${again.kind}`);
    expect(again.process.hasEnded()).toBe(false);
    expect(notes).toEqual([]);
  },
  limitMs,
);
