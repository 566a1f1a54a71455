import { printable } from "../report/format/terminal.ts";
import type { Paint } from "../report/grid.ts";
import type { ClauseResult } from "./check-clauses.ts";
import type { Conformance } from "./conformance.ts";

const marks = {
  met: (paint: Paint) => paint("passed", "✓"),
  broken: (paint: Paint) => paint("unexpected", "✗"),
  "not-applicable": (paint: Paint) => paint("unsupported", "–"),
} as const;

/** What came is quoted whole where it broke a clause. */
const shownCharacters = 110;

const cut = (text: string) =>
  text.length <= shownCharacters ? text : `${text.slice(0, shownCharacters)}…`;

/** One line: the section, the clause, what was sent and what came. Of a broken clause a second one: what it asks. */
export const clauseLine = (result: ClauseResult, paint: Paint): string => {
  const { id, section, sentence, role, finding } = printable(result);
  const { kind, sent, came } = finding;
  const head = `${marks[kind](paint)} ${section.padEnd(11)}  ${id.padEnd(27)}  `;
  return kind === "broken"
    ? `${head}sent: ${sent}; came: ${came}\n  ${"".padEnd(11)}  the contract: the ${role} ${sentence}\n`
    : `${head}${cut(sent)} → ${cut(came)}\n`;
};

export const conformanceSummary = ({ implementation, counts, left }: Conformance): string => {
  const { met, broken, "not-applicable": beside } = counts;
  const rest =
    beside === 0 ? "" : `, ${beside} not tried, since they are about what it does not support`;
  const end = left === 0 ? "" : `; interrupted, ${left} not checked`;
  return `\n${implementation}: ${met} clauses of harness/CONTRACT.md met, ${broken} broken${rest}${end}\n`;
};
