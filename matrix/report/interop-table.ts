import { interopCases } from "../behaviours/interop/interop-cases.ts";
import type { CellResult } from "../domain/run-result.ts";
import { codeSpan, row, ruler } from "./format/markdown.ts";

/** With how many clients each server does each case of the interop suites. Markdown; empty where no cell has one. */
export const interopTable = (cells: readonly CellResult[]): readonly string[] => {
  const shown = interopCases
    .map(({ name }) => ({ name, own: cells.filter(({ behaviour }) => behaviour === name) }))
    .filter(({ own }) => own.length > 0);
  if (shown.length === 0) return [];
  const servers = [...new Set(shown.flatMap(({ own }) => own.map(({ server }) => server)))];
  return [
    "## The interop suites, case by case",
    "",
    "How many clients do a case with each server, and which do not. A client that ends a case before it has begun a call is not counted.",
    "",
    row(["case", ...servers.map(codeSpan)]),
    ruler(1 + servers.length),
    ...shown.map(({ name, own }) =>
      row([
        codeSpan(name),
        ...servers.map((server) => ended(own.filter((one) => one.server === server))),
      ]),
    ),
    "",
  ];
};

/** "5 of 6: not `rust`". */
const ended = (cells: readonly CellResult[]): string => {
  const tried = cells.filter(({ outcome }) => outcome.kind !== "unsupported");
  const others = tried.filter(({ outcome }) => outcome.kind !== "passed");
  const count = `${tried.length - others.length} of ${tried.length}`;
  return others.length === 0 || others.length === tried.length
    ? count
    : `${count}: not ${others.map(({ client }) => codeSpan(client)).join(", ")}`;
};
