import { createServer } from "node:net";
import { Eventual } from "../../limits/eventual.ts";

/**
 * Below the ports that systems give to those who ask for any: 32768 and above on Linux (ip_local_port_range), 49152
 * and above elsewhere (RFC 6335 section 6). Taps and servers ask for any, all the time.
 */
const lowest = 16_384;
const highest = 32_767;
const count = highest - lowest + 1;

/** Programs that share ports (SO_REUSEPORT) would share clients: none is given out twice before all have been. */
let given = Math.floor(Math.random() * count);

/**
 * A port of 127.0.0.1 on which nobody listens, for a program that has to be told one. Somebody may before it does.
 *
 * @throws Error if there is none.
 */
export const nextPort = async (): Promise<number> => {
  for (let tries = 0; tries < count; tries++) {
    given = (given + 1) % count;
    const port = lowest + given;
    if (await isFree(port)) return port;
  }
  throw new Error(`every port from ${lowest} to ${highest} is in use`);
};

/** The kernel answers at once. */
const answerLimitMs = 1000;

const isFree = (port: number): Promise<boolean> =>
  Eventual.when<boolean>((settle) => {
    const server = createServer();
    server.once("error", () => settle(false));
    server.listen(port, "127.0.0.1", () => server.close(() => settle(true)));
  }).orAfter(answerLimitMs, false);
