import type { ProbeReport } from "../domain/probe-report.ts";
import { wrapped } from "../report/ladder/wrapped.ts";
import type { ProbeDifference } from "./compare-probes.ts";

const columns = 80;

/** Two peers side by side: what differs, and nothing else. */
export const renderComparison = ({
  first,
  second,
  differences,
}: Readonly<{
  first: ProbeReport;
  second: ProbeReport;
  differences: readonly ProbeDifference[];
}>): string => {
  const end = ({ diagnosis }: ProbeReport) => diagnosis?.causes[0]?.code ?? "healthy";
  const lines = [
    `A ${first.target}: ${end(first)}`,
    `B ${second.target}: ${end(second)}`,
    ...(differences.length === 0 ? ["", "no difference"] : []),
    ...differences.flatMap(({ rung, name, first: a, second: b }) => [
      "",
      ...wrapped(`${rung}, ${name}`, columns),
      ...side("A", a),
      ...side("B", b),
    ]),
  ];
  return `${lines.join("\n")}\n`;
};

const side = (name: string, value: string | null): readonly string[] =>
  wrapped(`${name} ${value ?? "nothing"}`, columns - 2, "  ").map((line) => `  ${line}`);
