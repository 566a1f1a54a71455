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

/**
 * @param shownBy - whether each connection has to show its answerer, or one is enough: what a pair is told to do may end
 *   others before anybody can be asked.
 */
export const openAnswerers = (shownBy: "each" | "one" = "each"): Answerers => {
  const owners: ConnectionOwner[] = [];
  return {
    answered: (ownerOf) => async (socket) => {
      owners.push(await ownerOf(socket));
    },
    owner: () => {
      for (const kind of order[shownBy]) {
        const found = owners.find((owner) => owner.kind === kind);
        if (found) return found;
      }
      return { kind: "unknown" };
    },
  };
};

/** What decides comes first. */
const order = {
  each: ["other", "nobody", "unknown", "own"],
  one: ["other", "own", "nobody", "unknown"],
} as const satisfies Readonly<Record<string, readonly ConnectionOwner["kind"][]>>;
