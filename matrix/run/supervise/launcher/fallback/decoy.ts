import { setTimeout as delay } from "node:timers/promises";
import type { Order, Orders } from "./orders.ts";
import { hostStream } from "./relay.ts";

/** How long a host that is slow has to read the last words; as in plugin.go. */
const lastWordsMs = 500;

/** Prints the lines that it is told and stays until it is ended: its first order was not to start. */
export const decoy = (first: Order, orders: Orders): Promise<number> =>
  new Promise((resolve) => {
    const host = hostStream(process.stdout);
    let printed: Promise<void> = Promise.resolve();
    const end = () => resolve(0);
    const endAfterPrinting = () => void Promise.race([printed, delay(lastWordsMs)]).then(end);
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, end);
    const take = ({ name, line }: Order) => {
      if (name === "announce")
        printed = printed.then(() => host(Buffer.concat([line, Buffer.from("\n")])));
      else if (name === "stop") endAfterPrinting();
    };
    take(first);
    orders.each(take, endAfterPrinting);
  });
