import type { Socket } from "node:net";

/** A line that the orchestrator sends: "start", "stop", or "announce" and, after a space, what the host is to read. */
export type Order = Readonly<{ name: string; line: Buffer }>;

/** As in orchestrator.go. */
const longestOrderBytes = 128 * 1024;

export type Orders = Readonly<{
  /** null when the orchestrator has ended its half of the connection, or sends what is no order. */
  first: Promise<Order | null>;
  /**
   * Takes those after the first.
   *
   * @param gone - called once, when no more can come.
   */
  each(take: (order: Order) => void, gone: () => void): void;
}>;

export const ordersFrom = (from: Socket): Orders => {
  const { promise: first, resolve } = Promise.withResolvers<Order | null>();
  const early: Order[] = [];
  let isFirst = true;
  let taken = (order: Order): void => void early.push(order);
  let isOver = false;
  let told = () => {};
  eachOrder(
    from,
    (order) => {
      if (!isFirst) return taken(order);
      isFirst = false;
      resolve(order);
    },
    () => {
      isOver = true;
      resolve(null);
      told();
    },
  );
  return {
    first,
    each: (take, gone) => {
      for (const order of early.splice(0)) take(order);
      taken = take;
      told = gone;
      if (isOver) gone();
    },
  };
};

/** @param gone - called once, when the orchestrator has ended its half of the connection, or sends what is no order. */
const eachOrder = (from: Socket, take: (order: Order) => void, gone: () => void): void => {
  let pending: Buffer = Buffer.alloc(0);
  from.on("data", (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (let end = pending.indexOf(10); end !== -1; end = pending.indexOf(10)) {
      take(orderOf(pending.subarray(0, end)));
      pending = pending.subarray(end + 1);
    }
    if (pending.length >= longestOrderBytes) from.destroy();
  });
  let told = false;
  const tell = () => {
    if (!told) gone();
    told = true;
  };
  from.on("end", tell).on("close", tell);
};

const orderOf = (text: Buffer): Order => {
  const space = text.indexOf(" ");
  if (space === -1) return { name: text.toString("latin1"), line: Buffer.alloc(0) };
  return { name: text.toString("latin1", 0, space), line: text.subarray(space + 1) };
};
