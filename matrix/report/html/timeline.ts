import type { Drawing, DrawnConnection, DrawnStep } from "../ladder/drawing.ts";

/** What is drawn in one row, between the lane of its connection's client and the next. */
export type TimelineRow = Readonly<{
  lane: number;
  atMs: number | null;
  step: DrawnStep | Readonly<{ kind: "connect" }> | Readonly<{ kind: "remark"; text: string }>;
}>;

/** One drawing under the other: a connection, with a relay also what the relay did behind it meanwhile. */
export type Timeline = Readonly<{
  connections: readonly DrawnConnection[];
  rows: readonly TimelineRow[];
}>;

/** The first connection of each hop together, then the second, and so on; each in the order of time. */
export const timelinesOf = ({ connections }: Drawing): readonly Timeline[] => {
  const hops = [0, 1].map((lane) => connections.filter((one) => one.lane === lane));
  const most = Math.max(...hops.map(({ length }) => length));
  return Array.from({ length: most }, (_, at) => {
    const together = hops.flatMap((hop) => hop.slice(at, at + 1));
    return { connections: together, rows: merged(together.map(rowsOf)) };
  });
};

const rowsOf = ({ lane, openedMs, steps, remarks }: DrawnConnection): readonly TimelineRow[] => [
  { lane, atMs: openedMs, step: { kind: "connect" } },
  ...steps.map((step) => ({ lane, atMs: step.kind === "folded" ? null : step.atMs, step })),
  ...remarks.map((text) => ({ lane, atMs: null, step: { kind: "remark", text } as const })),
];

/** What has no time stays behind what it came after. */
const merged = (hops: readonly (readonly TimelineRow[])[]): readonly TimelineRow[] =>
  hops
    .flatMap((rows) => {
      let last = 0;
      return rows.map((row) => {
        last = Math.max(last, row.atMs ?? last);
        return { row, since: last };
      });
    })
    .sort((a, b) => a.since - b.since)
    .map(({ row }) => row);
