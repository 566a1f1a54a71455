import type { ConnectionEvidence } from "../domain/evidence.ts";
import { drawConnection } from "../report/ladder/draw-connection.ts";
import { ladderOf } from "../report/ladder/picture.ts";
import type { Numbered } from "./record-session.ts";

type Names = Readonly<{ client: string; server: string }>;

/** What was printed of a connection. */
type Printed = { lines: readonly string[]; whole: boolean };

/** How many ladders are remembered, so that those of a client that tries again and again are told by a line. */
const longestMemory = 100;

/**
 * Ladders as they grow: each call prints the lines that are new since the last. A connection whose lines
 * change, as when its secrets come late, is printed once more when it has ended. One that has ended before any
 * of it was printed, and is like an earlier one in all but times and the client's address, has one line.
 */
export const liveLadder = (names: Names, write: (text: string) => void) => {
  const printed = new Map<number, Printed>();
  const alike = new Map<string, number>();
  let last = 0;
  return (connections: readonly Numbered[]): void => {
    for (const { number, evidence } of connections) {
      const before = printed.get(number) ?? { lines: [], whole: false };
      if (before.whole) continue;
      const lines = linesOf(names, evidence);
      const ended = evidence.closedMs !== null;
      const model = ended && before.lines.length === 0 ? alike.get(likeness(lines)) : undefined;
      if (model !== undefined) {
        write(`\nconnection ${number}, as connection ${model}\n`);
        last = number;
        printed.set(number, { lines, whole: true });
        continue;
      }
      if (ended && alike.size < longestMemory) alike.set(likeness(lines), number);
      const grown = before.lines.every((line, at) => line === lines[at]);
      const more = grown ? lines.slice(before.lines.length) : ended ? lines : [];
      if (more.length > 0) {
        write(
          [
            ...(last === number ? [] : [`\nconnection ${number}`]),
            ...(grown ? [] : ["from its beginning:"]),
            ...more,
            "",
          ].join("\n"),
        );
        last = number;
      }
      printed.set(number, { lines: grown || ended ? lines : before.lines, whole: ended });
    }
    const kept = new Set(connections.map(({ number }) => number));
    for (const number of printed.keys()) if (!kept.has(number)) printed.delete(number);
  };
};

const likeness = (lines: readonly string[]): string =>
  lines.map((line) => line.replace(/^client: .*:\d+$|^ *\d+(\.\d)? /, "")).join("\n");

/** Without the lines that may change while the connection is open. */
const linesOf = (names: Names, evidence: ConnectionEvidence): readonly string[] => {
  const picture = ladderOf(evidence);
  if (picture.closedMs !== null) return drawConnection(names, picture);
  const { unrecorded: _, ...lasting } = picture;
  return drawConnection(names, { ...lasting, visibility: null }).slice(0, -1);
};
