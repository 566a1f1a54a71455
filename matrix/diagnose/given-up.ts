import type { ConnectionEvidence } from "../domain/evidence.ts";
import { isDeadline } from "../domain/grpc-status.ts";
import type { HeaderBlock } from "../domain/http2-facts.ts";
import { failedCalls, type Symptoms, seenIn, sentAt } from "./rule.ts";

/**
 * Whether a header block of the server came when its client, whose deadline was over, had given the call up: with
 * RST_STREAM, or by leaving the connection. A server answers that end with a status, which is no answer to the call.
 */
export const cameTooLate = (
  { evidence }: Pick<Symptoms, "evidence">,
  block: HeaderBlock,
): boolean => {
  const { connection, answers } = seenIn(evidence);
  const failed = failedCalls(evidence);
  const isOver =
    failed.length > 0 &&
    failed.every(({ status, message, chain }) => isDeadline(status, [message, ...chain]));
  if (!connection || !isOver) return false;
  const came = connection.wire.messages.filter(
    ({ from, name }) => from === "server" && name === "HEADERS",
  )[answers.indexOf(block)];
  const cameMs = came ? sentAt(connection, "server", (message) => message === came) : null;
  const leftMs = givenUpMs(connection, block.stream);
  return cameMs !== null && leftMs !== null && cameMs >= leftMs;
};

/** The first sign of the client's that it waits no longer; null where nobody saw one. */
const givenUpMs = (connection: ConnectionEvidence, stream: number): number | null => {
  const { firstClose, closedMs } = connection;
  const times = [
    sentAt(
      connection,
      "client",
      ({ name, detail }) =>
        name === "GOAWAY" || (name === "RST_STREAM" && detail === `stream ${stream} CANCEL`),
    ),
    firstClose?.by === "client" ? closedMs : null,
  ].filter((ms) => ms !== null);
  return times.length === 0 ? null : Math.min(...times);
};
