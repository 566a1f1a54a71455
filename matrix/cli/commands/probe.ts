import type { Cause } from "../../domain/cause.ts";
import type { StackName } from "../../knowledge/stacks.ts";
import { compareProbes } from "../../probe/compare-probes.ts";
import { plannedRungs, renderPlan, totalLimitMs } from "../../probe/dry-run.ts";
import { nextCommand } from "../../probe/next-command.ts";
import { probe as probeEndpoint } from "../../probe/probe.ts";
import { type ProbeOptions, questionOf } from "../../probe/question-of.ts";
import { renderComparison } from "../../probe/render-comparison.ts";
import { renderProbe } from "../../probe/render-probe.ts";
import { jsonText } from "../../report/format/json.ts";
import type { Console } from "./console.ts";

export type ProbeCommandOptions = ProbeOptions &
  Readonly<{ json?: boolean; compare?: string; dryRun?: boolean }>;

/**
 * Climbs an endpoint's ladder and says what keeps clients out.
 *
 * @returns 0 where nothing is diagnosed (the call was answered, and no client that was asked for is known to stay out), or
 *   two compared do not differ; else 1.
 * @throws Misuse for a target, options or files that cannot be used.
 */
export const probe = async (
  target: string,
  { json = false, compare, dryRun = false, ...options }: ProbeCommandOptions,
  console: Console,
): Promise<number> => {
  const question = await questionOf(target, options);
  if (dryRun) {
    const plan = { target, rungs: plannedRungs(question), totalLimitMs: totalLimitMs(question) };
    console.out(json ? `${jsonText(plan)}\n` : renderPlan(question));
    return 0;
  }
  if (compare !== undefined) {
    const other = await questionOf(compare, options);
    const [first, second] = await Promise.all(
      [question, other].map((one) => probeEndpoint(one, process.env)),
    );
    if (!first || !second) return 1;
    const differences = compareProbes(first, second);
    const compared = { first, second, differences };
    console.out(json ? `${jsonText(compared)}\n` : renderComparison(compared));
    return differences.length === 0 ? 0 : 1;
  }
  const report = await probeEndpoint(question, process.env);
  const fixes = report.diagnosis === null ? () => [] : await fixesFor(question.stacks);
  console.out(
    json ? `${jsonText(report)}\n` : renderProbe(report, fixes, nextCommand(report, options)),
  );
  return report.diagnosis === null ? 0 : 1;
};

/** The causes' pages are loaded where there is a cause. */
const fixesFor = async (stacks: readonly StackName[]) => {
  const { causeFixes } = await import("../../probe/cause-fixes.ts");
  return (cause: Cause) => causeFixes(cause, stacks);
};
