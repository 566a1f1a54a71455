import { connect } from "node:net";
import { addressOf, type Endpoint } from "../observe/tap.ts";

/** What came back on one connection. */
export type Heard = Readonly<{
  octets: Buffer;
  /** `open`: the time was up, or enough had been heard. */
  end: "open" | "fin" | "rst";
  /** Why there was no connection; null if there was. */
  dialError: string | null;
  elapsedMs: number;
}>;

/** Enough to tell protocols apart and to read a status line with its headers. */
const heardLimitOctets = 4096;

/**
 * Connects, says something and listens.
 *
 * @param said - empty: nothing is said.
 * @param listenMs - how long after the connection stands.
 */
export const ask = (
  endpoint: Endpoint,
  said: Uint8Array,
  limits: Readonly<{ connectMs: number; listenMs: number }>,
  enough: (octets: Buffer) => boolean = (octets) => octets.length > 0,
): Promise<Heard> =>
  new Promise((resolve) => {
    const begun = performance.now();
    const chunks: Buffer[] = [];
    let heard = 0;
    let connected = false;
    const socket = connect({ ...addressOf(endpoint), noDelay: true });
    const settle = (end: Heard["end"], dialError: string | null = null) => {
      clearTimeout(timer);
      socket.destroy();
      const elapsedMs = performance.now() - begun;
      resolve({ octets: Buffer.concat(chunks), end, dialError, elapsedMs });
    };
    let timer = setTimeout(
      () => settle("open", `connect: no answer within ${limits.connectMs} ms`),
      limits.connectMs,
    );
    socket.on("connect", () => {
      connected = true;
      clearTimeout(timer);
      timer = setTimeout(() => settle("open"), limits.listenMs);
      if (said.length > 0) socket.write(said);
    });
    socket.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      heard += chunk.length;
      if (heard >= heardLimitOctets || enough(Buffer.concat(chunks))) settle("open");
    });
    socket.on("end", () => settle("fin"));
    socket.on("error", (error) => {
      if (connected) settle("rst");
      else settle("open", error.message || "connect failed");
    });
  });
