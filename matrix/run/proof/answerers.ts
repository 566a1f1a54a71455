import type { Socket } from "node:net";
import type { ConnectionOwner } from "../../domain/evidence.ts";
import type { Endpoint } from "../observe/tap.ts";

/** Says who has the other end of a connection: a certain program, or somebody else. */
export type AskOwner = (socket: Socket) => Promise<ConnectionOwner>;

/** Where a program listens, and who says whether a connection is its own. */
export type Served = Readonly<{ endpoint: Endpoint; ownerOf: AskOwner }>;

/** Who answered on the connections of taps. */
export type Answerers = Readonly<{
  /** What a tap calls for each connection, of a tap before a program that `ownerOf` knows. */
  answered(ownerOf: AskOwner): (socket: Socket) => Promise<void>;
  /** So far: whoever was not to answer, if there is one. */
  owner(): ConnectionOwner;
}>;

export const openAnswerers = (): Answerers => {
  const owners: ConnectionOwner[] = [];
  return {
    answered: (ownerOf) => async (socket) => {
      owners.push(await ownerOf(socket));
    },
    owner: () => {
      for (const kind of worstFirst) {
        const found = owners.find((owner) => owner.kind === kind);
        if (found) return found;
      }
      return { kind: "unknown" };
    },
  };
};

const worstFirst: readonly ConnectionOwner["kind"][] = ["other", "nobody", "unknown", "own"];
