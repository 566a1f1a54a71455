import type { Finding, FrameReference } from "../../domain/behaviour.ts";
import type { WireMessage } from "../../domain/wire-message.ts";

/** What a finding says of a frame. */
export type FrameMark = Pick<FrameReference, "from" | "name" | "field" | "endsAt"> &
  Readonly<{ sentence: string }>;

/** What stands before a message of which something is said. */
export const markSign = "✗";

/**
 * What violations say of the frames of a connection.
 *
 * @param connection - its place among the cell's.
 */
export const marksOf = (findings: readonly Finding[], connection: number): readonly FrameMark[] =>
  findings.flatMap((finding) =>
    finding.kind === "violation"
      ? (finding.frames ?? [])
          .filter((frame) => frame.connection === connection)
          .map(({ from, name, field, endsAt }) => ({
            ...{ from, name, field, endsAt },
            sentence: sentenceOf(finding, from),
          }))
      : [],
  );

/** What a side has made of the other's frame says so. */
const sentenceOf = (
  { by, sentence }: Pick<Finding, "by" | "sentence">,
  from: FrameReference["from"],
): string => (by === null || by === from ? sentence : `${sentence}, by the ${by}`);

/** A line for each thing that is said of a message, the field before it. In a record of TLS every frame of a name is meant. */
export const saidOf = (
  { from, name, endsAt }: WireMessage,
  marks: readonly FrameMark[],
): readonly string[] => [
  ...new Set(
    marks
      .filter((mark) => mark.from === from && mark.name === name && mark.endsAt === endsAt)
      .map(({ field, sentence }) => (field === null ? sentence : `${field}: ${sentence}`)),
  ),
];
