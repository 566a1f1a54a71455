/** Negative tests of a client's configuration: which servers must it refuse? */
import type { Control, ControlName } from "../../domain/evidence.ts";
import type { ProveAnswer } from "../../domain/prove.ts";
import type { Worker } from "../supervise/worker.ts";
import { announceDecoy, type HostControlName } from "./decoy-plugins.ts";
import type { Decoy } from "./impostor.ts";
import type { Asked, AskedOfPlugin } from "./prove-request.ts";

/** What a client made of a decoy, by its own words. */
export type Reaction = Readonly<
  | { kind: "unsupported"; reason: string }
  /** `status` is what it says that its call ended in; undefined where it made none. */
  | { kind: "called"; status: string | undefined; message: string }
  /** It went no further than the plugin's line. */
  | { kind: "refused-line"; message: string }
>;

/** The control that a client's reaction to a decoy comes to. */
export const controlBy = (
  name: ControlName,
  subject: string,
  decoy: Decoy,
  reaction: Reaction,
  begun: number,
): Control => ({
  name,
  subject,
  ...findingIn(decoy, reaction),
  elapsedMs: performance.now() - begun,
});

const findingIn = (decoy: Decoy, reaction: Reaction): Pick<Control, "result" | "saw"> => {
  if (reaction.kind === "unsupported") {
    return { result: "inconclusive", saw: `the client said: ${reaction.reason}` };
  }
  const { connections, trusted } = decoy.seen();
  const status = reaction.kind === "called" ? reaction.status : undefined;
  if (trusted || (status === "OK" && connections > 0)) {
    return {
      result: "accepted",
      saw: `the client went on to use the server${status === undefined ? "" : ` (status ${status})`}`,
    };
  }
  const { message } = reaction;
  if (connections === 0 && reaction.kind === "called") {
    return { result: "inconclusive", saw: `the client never connected: ${message}` };
  }
  return { result: "refused", saw: `the client refused: ${message.slice(0, 300)}` };
};

const reactionIn = (answer: ProveAnswer): Reaction => {
  if (answer.kind === "unsupported") return answer;
  const [call] = answer.steps[0]?.calls ?? [];
  const error = answer.start?.error;
  const message = call?.message ?? error?.message ?? "no message";
  return error
    ? { kind: "refused-line", message }
    : { kind: "called", status: call?.status, message };
};

/**
 * `tls` and `mtls`: a server with the right name and a certificate of another authority.
 *
 * @param asked - at the decoy.
 */
export const impostorServer = async (
  worker: Worker,
  { request }: Asked,
  decoy: Decoy,
  subject: string,
): Promise<Control> => {
  const begun = performance.now();
  const answer = await worker.prove(request);
  return controlBy("impostor-server", subject, decoy, reactionIn(answer), begun);
};

/**
 * `auto-mtls`: a plugin that announces `certificate` in field 6 and whose address is the decoy's.
 *
 * @param asked - of a decoy in the plugin's place.
 * @param certificate - base64 without padding; empty to leave the field empty.
 */
export const decoyPlugin = async (
  name: HostControlName,
  worker: Worker,
  { request, slot, ending }: AskedOfPlugin,
  decoy: Decoy,
  certificate: string,
  subject: string,
): Promise<Control> => {
  const begun = performance.now();
  announceDecoy(slot, decoy, certificate, 1);
  try {
    const answer = await worker.prove(request);
    if (answer.kind === "observed" && answer.session !== null) {
      await worker.prove(ending(answer.session, false).request);
    }
    return controlBy(name, subject, decoy, reactionIn(answer), begun);
  } finally {
    await slot.stop();
  }
};
