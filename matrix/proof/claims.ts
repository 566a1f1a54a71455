import type { Observed } from "../domain/prove.ts";
import { HarnessFault } from "../supervise/worker.ts";

/**
 * Holds what a client says of a proof that failed against the tap: an answer needs a connection, and what is said of
 * none says nothing of the server. A proof that passed without one is a failure of its own (`label-not-honoured`).
 *
 * @param connections - how many arrived at the tap while the client worked.
 * @throws HarnessFault if the client reports an answer that nobody can have given.
 */
export const checkClaims = (client: string, { steps }: Observed, connections: number): void => {
  const answered = steps.find(({ calls }) => calls.some(({ status }) => status === "OK"));
  if (answered && connections === 0) {
    throw new HarnessFault(
      `client ${client} reports status OK in step ${answered.name}, and never connected to the server (CONTRACT.md, "prove")`,
    );
  }
};
