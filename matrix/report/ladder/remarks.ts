import type { PicturedConnection } from "./picture.ts";

/** What there is to say of a connection that is no message of it: a sentence each. */
export const remarksOf = (connection: PicturedConnection): readonly string[] => {
  const { dialError, visibility, unrecorded } = connection;
  return [
    ...(dialError ? [`the server could not be reached: ${dialError}`] : []),
    ...ending(connection),
    ...(visibility ? [`not decrypted: ${visibility}`] : []),
    ...(unrecorded
      ? [
          `the recording stopped at its limit: ${unrecorded.client} bytes of the client and ${unrecorded.server} of the server passed after it`,
        ]
      : []),
  ];
};

/** Nothing where a step of its own shows the close. */
const ending = ({ firstClose, closedMs }: PicturedConnection): readonly string[] => {
  if (firstClose) return [];
  return [closedMs === null ? "still open" : `closed at ${milliseconds(closedMs)} ms`];
};

/** A tenth of a millisecond is shown as far as eight columns hold it. */
export const milliseconds = (atMs: number): string => atMs.toFixed(atMs < 1e6 ? 1 : 0);
