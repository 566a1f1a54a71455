import type { CellEvidence } from "../../domain/evidence.ts";
import type { CellResult } from "../../domain/run-result.ts";
import type { WireMessage } from "../../domain/wire-message.ts";
import { distinctConnections } from "./distinct.ts";
import { marksOf } from "./marks.ts";
import { ladderOf, type PicturedConnection } from "./picture.ts";
import { remarksOf } from "./remarks.ts";
import { cameWith } from "./rungs.ts";
import { foldedSteps, type Step, stepsOf } from "./steps.ts";

/** A cell's connections as they are drawn: the same steps as in the ladder of text, small enough for a page. */
export type Drawing = Readonly<{
  /** Who stands where, from left to right: the client, what lies between, the server. */
  lanes: readonly string[];
  connections: readonly DrawnConnection[];
}>;

export type DrawnConnection = Readonly<{
  /** Its client's lane; its server's is the next. */
  lane: number;
  clientAddress: string;
  serverAddress: string;
  openedMs: number;
  steps: readonly DrawnStep[];
  /** How it ended, and what of it stayed hidden, a sentence each. */
  remarks: readonly string[];
  /** How many more connections are like it. */
  alike: number;
}>;

export type DrawnStep = Readonly<
  | {
      kind: "flight";
      from: "client" | "server";
      /** Milliseconds since the cell began; null where nobody saw. */
      atMs: number | null;
      messages: readonly DrawnMessage[];
    }
  | { kind: "close"; by: "client" | "server"; how: "fin" | "rst"; atMs: number | null }
  /** Messages in the middle of a long connection. */
  | { kind: "folded"; messages: number }
>;

export type DrawnMessage = Pick<WireMessage, "name" | "detail" | "seen"> &
  Readonly<{
    /** What is wrong with it, a line each; absent where nothing is. */
    said?: readonly string[];
  }>;

/** The end of a connection is never left out. */
const mostMessages = 40;

/** Of each hop; a client that tries again and again makes connections that are alike. */
const mostConnections = 6;

export const drawingOf = (
  { client, server, route, findings }: Pick<CellResult, "client" | "server" | "route" | "findings">,
  { connections, upstream }: Pick<CellEvidence, "connections" | "upstream">,
): Drawing => ({
  lanes: upstream === null ? [client, server] : [client, route, server],
  connections: [connections, upstream?.connections ?? []].flatMap((own, lane) =>
    distinctConnections(
      own.map((one, at) => ladderOf(one, lane === 0 ? marksOf(findings ?? [], at) : [])),
    )
      .slice(0, mostConnections)
      .map(({ connection, alike }) => drawn(lane, connection, alike)),
  ),
});

const drawn = (lane: number, connection: PicturedConnection, alike: number): DrawnConnection => ({
  lane,
  clientAddress: connection.clientAddress,
  serverAddress: connection.serverAddress,
  openedMs: tenths(connection.openedMs),
  steps: flights(foldedSteps(stepsOf(connection), mostMessages, () => 1)),
  remarks: remarksOf(connection),
  alike,
});

/** Messages that came together are one step. */
const flights = (steps: readonly Step[]): readonly DrawnStep[] => {
  const made: DrawnStep[] = [];
  for (const [at, step] of steps.entries()) {
    if (step.kind !== "message") {
      made.push(step.kind === "close" ? { ...step, atMs: step.atMs && tenths(step.atMs) } : step);
      continue;
    }
    const { name, detail, seen, from } = step.rung.message;
    const [before, last] = [steps[at - 1], made.at(-1)];
    const { said } = step;
    const message = { name, detail, seen, ...(said.length > 0 && { said }) };
    if (before?.kind === "message" && last?.kind === "flight" && cameWith(step.rung, before.rung)) {
      made[made.length - 1] = { ...last, messages: [...last.messages, message] };
      continue;
    }
    const { atMs } = step.rung;
    made.push({ kind: "flight", from, atMs: atMs && tenths(atMs), messages: [message] });
  }
  return made;
};

const tenths = (milliseconds: number) => Math.round(milliseconds * 10) / 10;
