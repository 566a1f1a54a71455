import type { TappedConnection } from "../observe/tap.ts";
import { HarnessFault } from "../supervise/worker.ts";

/**
 * Limits of this machine, which say nothing of the server that was dialled (connect(2), socket(2)). EAGAIN is none: on
 * a unix socket it is a server's full backlog.
 */
const ofThisMachine = /\b(?:EMFILE|ENFILE|EADDRNOTAVAIL|ENOBUFS|ENOMEM)\b/;

/** @throws HarnessFault if a tap could not dial on, for want of ports, descriptors or memory. */
export const checkDialled = (connections: readonly Pick<TappedConnection, "dialError">[]): void => {
  const fault = connections.find(({ dialError }) => ofThisMachine.test(dialError ?? ""));
  if (fault) {
    throw new HarnessFault(`a tap could not dial the server: ${fault.dialError}`);
  }
};
