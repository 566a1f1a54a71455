import { createHash } from "node:crypto";
import type { Finding } from "../domain/behaviour.ts";
import type { Shown } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { quote, violation } from "./findings.ts";
import { dataFrame } from "./frames.ts";
import { relayedStatus } from "./relay-status.ts";
import { responseBytes } from "./told-messages.ts";
import { messagesIn, streamOf } from "./wire-view.ts";

/** Whether a call ended in OK, with one response for each size, whole and in order; and who is at fault where not. */
export const expectOk = (shown: Shown, sizes: readonly number[]): readonly Finding[] => {
  const wrongStatus = relayedStatus(shown, { code: 0, message: "" });
  const wrongResponses = expectResponses(shown, sizes);
  // What is not sent as it is due a client may refuse, whatever status comes with it.
  const isRefusal =
    wrongStatus.every(({ by }) => by === "client") &&
    wrongResponses.some(({ by }) => by === "server");
  return wrongStatus.length > 0 && !isRefusal ? wrongStatus : wrongResponses;
};

/**
 * As {@link expectOk}, whatever the status.
 *
 * @param given - what the server's application sends, where that is more than its client is to get.
 */
export const expectResponses = (
  shown: Shown,
  sizes: readonly number[],
  given = sizes,
): readonly Finding[] => {
  const got = shown.report.rpc.messages;
  const isGot = areOf(
    sizes,
    got.map(({ sha256 }) => sha256),
  );
  const stream = streamOf(shown);
  const sent = stream && messagesIn(stream.response);
  // What is compressed is taken for what it is to be.
  const isSent =
    sent === null
      ? null
      : sent.length <= given.length &&
        areOf(
          sizes,
          sent
            .slice(0, sizes.length)
            .map(({ compressed, bytes }) => (compressed ? null : digestOf(bytes))),
        );
  if (isGot && isSent !== false) return [];
  const by = isSent === null ? null : isSent ? "client" : "server";
  return [
    violation(
      by,
      clauses.response,
      got.length === sizes.length
        ? "responses do not arrive as they were sent"
        : `of ${sizes.length} sent, the number of responses becomes ${got.length}`,
      ...(sent === null
        ? []
        : [quote("wire", `${sent.length} messages`, dataFrame(stream, "response"))]),
      quote("client", `${got.length} messages of ${got.map(({ size }) => size).join(", ")} bytes`),
    ),
  ];
};

const areOf = (sizes: readonly number[], digests: readonly (string | null)[]) =>
  digests.length === sizes.length &&
  digests.every((sha256, at) => sha256 === null || digestsOf(sizes[at] ?? 0).includes(sha256));

/** Of the forms that a response can have: a payload of no bytes may be written, or not (proto3). */
const digestsOf = (size: number): readonly string[] => [
  digestOf(responseBytes(size)),
  ...(size === 0 ? [digestOf(Buffer.from([0x0a, 0]))] : []),
];

const digestOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
