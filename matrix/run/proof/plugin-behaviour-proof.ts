import type { PluginBehaviour, ShownStart } from "../../behaviours/plugin/plugin-behaviour.ts";
import type { BehaviourResult } from "../../domain/behaviour.ts";
import type { JudgedStep } from "../../domain/run-result.ts";
import type { PluginPair } from "./plugin-pair.ts";
import { startPlugin } from "./plugin-start.ts";

export type BehavedPlugin = Readonly<
  | { kind: "unsupported"; by: string; reason: string }
  | { kind: "judged"; step: JudgedStep; result: BehaviourResult }
>;

/** Makes every start of a behaviour, and judges them. @throws HarnessFault */
export const provePluginBehaviour = async (
  pair: PluginPair,
  { name, title, advice, starts, judge }: PluginBehaviour,
): Promise<BehavedPlugin> => {
  const begun = performance.now();
  const all = new Map<string, ShownStart>();
  for (const start of starts) {
    const started = await startPlugin(pair, start);
    if (started.kind === "unsupported") return started;
    all.set(start.name, started.shown);
  }
  const findings = judge((start) => {
    const shown = all.get(start);
    if (!shown) throw new Error(`${name} has no start ${start}`);
    return shown;
  });
  const violation = findings.find(({ kind }) => kind === "violation");
  const difference = violation?.sentence ?? null;
  const elapsedMs = performance.now() - begun;
  return {
    kind: "judged",
    step: { name: "behaviour", elapsedMs, passed: difference === null, difference },
    result: { name, title, advice: advice ?? null, findings },
  };
};
