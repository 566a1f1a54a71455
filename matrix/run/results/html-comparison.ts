import { asCalled } from "../../domain/own-command.ts";
import type { Comparison } from "../../report/diff/compare-runs.ts";
import { htmlPage } from "../../report/format/html.ts";
import { textsIn } from "../../report/format/texts-in.ts";
import { comparisonViewOf } from "../../report/html/comparison-view.ts";
import { pageCode } from "./page-code.ts";

/**
 * Two runs as one page, with the code of a run's page.
 *
 * @param command - how its reader calls the tool, as {@link asCalled} takes it.
 */
export const htmlComparison = async (comparison: Comparison, command: string): Promise<string> => {
  const view = textsIn(comparisonViewOf(comparison), (text) => asCalled(text, command));
  return htmlPage("handshake-matrix: changes", view.heading, await pageCode(), {
    comparison: view,
  });
};
