import { createHash } from "node:crypto";
import type { Finding } from "../domain/behaviour.ts";
import type { Shown } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { quote, violation } from "./findings.ts";
import { relayedStatus } from "./relay-status.ts";
import { responseBytes } from "./told-messages.ts";
import { messagesIn, streamOf } from "./wire-view.ts";

/** Whether a call ended in OK, with one response for each size, whole and in order; and who is at fault where not. */
export const expectOk = (shown: Shown, sizes: readonly number[]): readonly Finding[] => {
  const wrongStatus = relayedStatus(shown, { code: 0, message: "" });
  return wrongStatus.length > 0 ? wrongStatus : expectResponses(shown, sizes);
};

/** As {@link expectOk}, whatever the status. */
export const expectResponses = (shown: Shown, sizes: readonly number[]): readonly Finding[] => {
  const expected = sizes.map(responseBytes);
  const got = shown.report.rpc.messages;
  const isWhole =
    got.length === expected.length &&
    got.every(({ sha256 }, at) => sha256 === digestOf(expected[at] ?? new Uint8Array()));
  if (isWhole) return [];
  const stream = streamOf(shown);
  const sent = stream && messagesIn(stream.response);
  const isSent =
    sent === null
      ? null
      : sent.length === expected.length &&
        sent.every(
          ({ compressed, bytes }, at) =>
            compressed || digestOf(bytes) === digestOf(expected[at] ?? new Uint8Array()),
        );
  const by = isSent === null ? null : isSent ? "client" : "server";
  return [
    violation(
      by,
      clauses.response,
      got.length === expected.length
        ? "responses do not arrive as they were sent"
        : `${expected.length} responses become ${got.length}`,
      quote("client", `${got.length} messages of ${got.map(({ size }) => size).join(", ")} bytes`),
    ),
  ];
};

const digestOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
