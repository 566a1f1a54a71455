import type { Socket } from "node:net";

/** What one side of a relay does to the other goes through here, in its order. */
export type Gate = Readonly<{ pass(act: () => void): void }>;

/** Nothing waits. */
export const openGate: Gate = { pass: (act) => act() };

/** Of a side that floods while it is asked about: the kernel keeps what is not read. */
const heldLimit = 64;

/**
 * Opens when what is asked about a socket with its first bytes has been told. They are read all the same, since a reset
 * that follows would throw away what is unread.
 */
export const gateUntil = (socket: Socket, told: (socket: Socket) => Promise<void>): Gate => {
  const held: (() => void)[] = [];
  let state: "waiting" | "asking" | "open" = "waiting";
  const open = () => {
    state = "open";
    if (held.length >= heldLimit) socket.resume();
    for (const act of held.splice(0)) act();
  };
  socket.once("data", () => {
    state = "asking";
    void told(socket).then(open, open);
  });
  return {
    pass: (act) => {
      if (state !== "asking") return act();
      held.push(act);
      if (held.length >= heldLimit) socket.pause();
    },
  };
};
