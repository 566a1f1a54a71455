import type { StackName } from "../knowledge/stacks.ts";
import { closedSilently, type Handshake } from "./handshake.ts";

/** Refused without an alert, as a limit of connections does it too. */
export const isClosed = (hello: Handshake): boolean =>
  hello.kind === "refused" && hello.saw === closedSilently;

/**
 * What the ClientHellos of the stacks came to; a close without an alert counts as no answer where the hello that was
 * accepted before is not accepted any more.
 *
 * @param again - what that one came to after the others.
 */
export const believed = (
  made: readonly (readonly [StackName, Handshake])[],
  again: Handshake,
): ReadonlyMap<StackName, Handshake> =>
  new Map(
    again.kind === "accepted"
      ? made
      : made.map(([stack, one]) => [stack, isClosed(one) ? closedToAll : one]),
  );

const closedToAll: Handshake = {
  kind: "silent",
  saw: "closed, as a hello was that had been accepted before",
};
