import { columnsOf } from "./columns-of.ts";
import { markSign } from "./marks.ts";
import type { Picture, PicturedConnection } from "./picture.ts";
import { milliseconds, remarksOf } from "./remarks.ts";
import { cameWith, type Rung } from "./rungs.ts";
import { foldedSteps, type Step, stepsOf } from "./steps.ts";
import { clipped, wrapped } from "./wrapped.ts";

type Side = "client" | "server";

/** 80 columns: 8 and a space for the time, 32 for each side, between them what an arrow has at least. */
export const lineColumns = 80;
const timeColumns = 8;
const sideColumns = 32;
const gapColumns = lineColumns - timeColumns - 1 - 2 * sideColumns;

/** With these a connection has 60 lines at most. */
const mostLinesOfMessage = 6;
const mostLinesOfSentence = 3;
const mostLinesOfSteps = 44;

/** A connection's lines: its ends, its messages in order of time, how it closed, what stayed hidden. */
export const drawConnection = (
  names: Pick<Picture, Side>,
  connection: PicturedConnection,
): readonly string[] => {
  const { clientAddress, serverAddress, openedMs } = connection;
  const steps = foldedSteps(stepsOf(connection), mostLinesOfSteps, (step) => textOf(step).length);
  return [
    ...title(`client: ${names.client}, ${clientAddress}`),
    ...title(`server: ${names.server}, ${serverAddress}`),
    "",
    `${"ms".padStart(timeColumns)} ${"client".padEnd(sideColumns + gapColumns)}server`,
    ...arrow("client", openedMs, ["connects"]),
    ...steps.flatMap((step, at) => drawn(step, steps[at - 1])),
    ...remarksOf(connection).flatMap(sentence),
  ];
};

const title = (text: string) =>
  clipped(wrapped(text, lineColumns, " ".repeat(8)), mostLinesOfSentence, " ".repeat(8));

const sentence = (text: string) =>
  clipped(wrapped(text, lineColumns - timeColumns - 1, "  "), mostLinesOfSentence, "  ").map(
    (line) => " ".repeat(timeColumns + 1) + line,
  );

const textOf = (step: Step): readonly string[] => {
  switch (step.kind) {
    case "message":
      return [
        ...inColumn(`${step.said.length > 0 ? `${markSign} ` : ""}${messageText(step.rung)}`, ""),
        ...clipped(
          step.said.flatMap((one) => inColumn(one, "  ")),
          mostLinesOfMessage,
          "    ",
        ),
      ];
    case "close":
      return [step.how === "fin" ? "closes (FIN)" : "resets (RST)"];
    case "folded":
      return [`… ${step.messages} ${step.messages === 1 ? "message" : "messages"}`];
  }
};

/** @param margin - before every line. */
const inColumn = (text: string, margin: string) =>
  clipped(wrapped(text, sideColumns - margin.length, "  "), mostLinesOfMessage, "  ").map(
    (line) => margin + line,
  );

const messageText = ({ message: { name, detail, seen } }: Rung) =>
  `${name}${detail && `: ${detail}`}${seen === "encrypted" ? " (encrypted)" : ""}`;

const drawn = (step: Step, before: Step | undefined): readonly string[] => {
  const lines = textOf(step);
  switch (step.kind) {
    case "message": {
      const { from } = step.rung.message;
      return before?.kind === "message" && cameWith(step.rung, before.rung)
        ? lines.map((line) => margin(from) + line)
        : arrow(from, step.rung.atMs, lines);
    }
    case "close":
      return arrow(step.by, step.atMs, lines);
    case "folded":
      return lines.map((line) => margin("client") + line);
  }
};

/** The first line with its time and an arrow across from the side's column, the others under it. */
const arrow = (from: Side, atMs: number | null, [first = "", ...rest]: readonly string[]) => {
  const time = (atMs === null ? "?" : milliseconds(atMs)).padStart(timeColumns);
  const between = sideColumns + gapColumns;
  const line =
    from === "client"
      ? `${first} ${"─".repeat(between - 3 - columnsOf(first))}▶`
      : `◀${"─".repeat(between - 2)} ${first}`;
  return [`${time} ${line}`, ...rest.map((one) => margin(from) + one)];
};

const margin = (side: Side) =>
  " ".repeat(timeColumns + 1 + (side === "client" ? 0 : sideColumns + gapColumns));
