import type { Comparison } from "./compare-runs.ts";
import { comparisonMarkdown } from "./comparison-markdown.ts";

/** A page of markdown with what changed since a baseline, before its first section. */
export const withChanges = (page: string, comparison: Comparison | null): string => {
  if (comparison === null) return page;
  const first = /^## /m.exec(page)?.index ?? page.length;
  return `${page.slice(0, first)}${comparisonMarkdown(comparison)}\n${page.slice(first)}`;
};
