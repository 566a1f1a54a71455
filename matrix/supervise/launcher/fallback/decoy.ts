import type { Socket } from "node:net";
import { eachOrder } from "./orders.ts";
import { hostStream } from "./relay.ts";

/** Prints the line that it is told and stays until it is ended. */
export const decoy = (socket: Socket): Promise<number> =>
  new Promise((resolve) => {
    const host = hostStream(process.stdout);
    let printed: Promise<void> = Promise.resolve();
    const end = () => resolve(0);
    const endAfterPrinting = () => void printed.then(end);
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, end);
    eachOrder(
      socket,
      ({ name, line }) => {
        if (name === "announce")
          printed = printed.then(() => host(Buffer.concat([line, Buffer.from("\n")])));
        else if (name === "stop") endAfterPrinting();
      },
      endAfterPrinting,
    );
  });
