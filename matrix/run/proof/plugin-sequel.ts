import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Attached, Sequel, ShownStart } from "../../behaviours/plugin/plugin-behaviour.ts";
import { notServed } from "../../behaviours/told-messages.ts";
import type { Observed, ProveAnswer, ProveRequest, Step } from "../../domain/prove.ts";
import type { Tap } from "../observe/tap.ts";
import type { PluginSlot } from "../supervise/plugin-registry.ts";
import type { PluginPair } from "./plugin-pair.ts";
import { differenceIn, proofSteps } from "./steps.ts";

type Unsupported = Readonly<{ kind: "unsupported"; by: string; reason: string }>;

/** What of a sequel a start shows; unsupported where one side has no way to do what it asks for. */
export type Followed = Readonly<
  | Unsupported
  | { kind: "shown"; shown: Pick<ShownStart, "reports" | "output" | "ended" | "attached"> }
>;

export const nothingFollowed: Followed = {
  kind: "shown",
  shown: { reports: [], output: null, ended: null, attached: null },
};

const stillThere: readonly Step[] = [
  { name: "behaviour", calls: [{ call: "health", service: "plugin", continueOn: ["OK"] }] },
];

/** Beyond the time for which the host has waited. */
const endMs = 500;

const asksForEnd = (calls: Sequel["calls"]): boolean =>
  calls.flat().some(({ call }) => call === "shutdown");

/** Between two looks whether the host has all of the output, and how often. */
const outputPauseMs = 50;
const outputLooks = 40;

/** Tells a pair that has shown its proof what to do then. @throws HarnessFault */
export const followed = async (
  pair: PluginPair,
  { calls, output, attach }: Sequel,
  { session }: Observed,
  { slot, tap }: Readonly<{ slot: PluginSlot; tap: Tap | null }>,
): Promise<Followed> => {
  const { cell, client, tls, deadlineMs } = pair;
  if (session === null) return nothingFollowed;
  const ask = (steps: readonly Step[]) =>
    client.worker.prove({
      target: { kind: "session", id: session },
      tls,
      deadlineMs,
      keepOpen: true,
      steps,
    });
  const asked = calls.map((step) => ({ name: "behaviour", calls: step }));
  // A session in which nothing is asked is not kept.
  const answer = await ask(asked.length > 0 ? asked : stillThere);
  if (answer.kind === "unsupported") return unsupportedByClient(cell, answer);
  if (isUnserved(answer)) {
    return { kind: "unsupported", by: `server ${cell.server}`, reason: notServed };
  }
  let last = answer;
  for (let look = 0; output && look < outputLooks && !hasAll(last, output); look++) {
    await setTimeout(outputPauseMs);
    const again = await ask(stillThere);
    if (again.kind === "observed") last = again;
  }
  const second = attach && tap ? await attachedBySecond(pair, slot, tap, ask) : null;
  if (second?.kind === "unsupported") return second;
  const attached = second?.attached ?? null;
  const isAskedToEnd = asksForEnd(calls) || attached?.difference === null;
  const ended = isAskedToEnd ? await slot.ended.orAfter(endMs, null) : null;
  return {
    kind: "shown",
    shown: {
      reports: answer.steps.slice(0, asked.length),
      output: last.output ?? null,
      attached,
      ended: ended?.kind === "exited" ? ended.exit : null,
    },
  };
};

const unsupportedByClient = (
  { client }: PluginPair["cell"],
  { reason }: Readonly<{ reason: string }>,
): Unsupported => ({ kind: "unsupported", by: `client ${client}`, reason });

/** All calls of a sequel are of Told, which an implementation need not have (CONTRACT.md, "Behaviours"). */
const isUnserved = ({ steps }: Observed): boolean =>
  steps.some(({ calls }) => calls.some((one) => one.rpc && one.status === "UNIMPLEMENTED"));

const hasAll = ({ output }: Observed, due: NonNullable<Sequel["output"]>): boolean =>
  output !== undefined && output.stdout.size >= due.stdout && output.stderr.size >= due.stderr;

/** A second process of the client, which ends the plugin where it is let in. */
const attachedBySecond = async (
  { testbed, cell, deadlineMs }: PluginPair,
  slot: PluginSlot,
  tap: Tap,
  askFirst: (steps: readonly Step[]) => Promise<ProveAnswer>,
): Promise<Unsupported | Readonly<{ kind: "tried"; attached: Attached | null }>> => {
  const { pid } = slot.program();
  if (pid === null) return { kind: "tried", attached: null };
  const second = await testbed.clients.own(cell.client);
  try {
    const rounds = proofSteps(["put", "get-exact"], randomBytes(8).toString("hex"));
    const ask = (target: ProveRequest["target"], steps: readonly Step[]) =>
      second.worker.prove({ target, tls: { mode: "none" }, deadlineMs, keepOpen: true, steps });
    const answer = await ask(
      { kind: "attach", ...tap.endpoint, pid },
      rounds.map(({ step }) => step),
    );
    if (answer.kind === "unsupported") return unsupportedByClient(cell, answer);
    const difference = differenceIn(rounds, answer.steps);
    const goingOn = await askFirst(stillThere);
    const [report] = goingOn.kind === "observed" ? (goingOn.steps[0]?.calls ?? []) : [];
    const first = report?.serving === "SERVING" ? null : `health: ${report?.status ?? "no answer"}`;
    if (difference === null && answer.session !== null) {
      const session = { kind: "session", id: answer.session } as const;
      await ask(session, [{ name: "shutdown", calls: [{ call: "shutdown", continueOn: [] }] }]);
    }
    return { kind: "tried", attached: { difference, first } };
  } finally {
    await second.worker.process.stop();
  }
};
