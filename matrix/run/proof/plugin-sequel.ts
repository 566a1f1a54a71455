import { setTimeout } from "node:timers/promises";
import type { Sequel, ShownStart } from "../../behaviours/plugin/plugin-behaviour.ts";
import type { Observed, Step } from "../../domain/prove.ts";
import type { PluginSlot } from "../supervise/plugin-registry.ts";
import type { PluginPair } from "./plugin-pair.ts";

export type Followed = Pick<ShownStart, "reports" | "output" | "ended">;

export const nothingFollowed: Followed = { reports: [], output: null, ended: null };

/** Beyond the time for which the host has waited. */
const endMs = 500;

const asksForEnd = (calls: Sequel["calls"]): boolean =>
  calls.flat().some(({ call }) => call === "shutdown");

/** Between two looks whether the host has all of the output, and how often. */
const outputPauseMs = 50;
const outputLooks = 40;

/** Tells a pair that has shown its proof what to do then. @throws HarnessFault */
export const followed = async (
  { client, tls, deadlineMs }: PluginPair,
  { calls, output }: Sequel,
  { session }: Observed,
  slot: Pick<PluginSlot, "ended">,
): Promise<Followed> => {
  if (session === null) return nothingFollowed;
  const ask = (steps: readonly Step[]) =>
    client.worker.prove({
      target: { kind: "session", id: session },
      tls,
      deadlineMs,
      keepOpen: true,
      steps,
    });
  const answer = await ask(calls.map((step) => ({ name: "behaviour", calls: step })));
  if (answer.kind === "unsupported") return nothingFollowed;
  let last = answer;
  for (let look = 0; output && look < outputLooks && !hasAll(last, output); look++) {
    await setTimeout(outputPauseMs);
    const again = await ask([
      { name: "behaviour", calls: [{ call: "health", service: "plugin", continueOn: ["OK"] }] },
    ]);
    if (again.kind === "observed") last = again;
  }
  const ended = asksForEnd(calls) ? await slot.ended.orAfter(endMs, null) : null;
  return {
    reports: answer.steps,
    output: last.output ?? null,
    ended: ended?.kind === "exited" ? ended.exit : null,
  };
};

const hasAll = ({ output }: Observed, due: NonNullable<Sequel["output"]>): boolean =>
  output !== undefined && output.stdout.size >= due.stdout && output.stderr.size >= due.stderr;
