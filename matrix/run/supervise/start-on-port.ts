import { setTimeout } from "node:timers/promises";
import type { Endpoint } from "../observe/tap.ts";
import { isListening } from "./is-listening.ts";
import { nextPort } from "./next-port.ts";
import type { Ended, Supervised } from "./start.ts";

/** Programs are told a port before they take it: somebody else may have it by then. */
const mostTries = 3;

/** Between two looks whether a program accepts connections yet. The fastest takes 9 ms to start. */
const lookAgainMs = 3;

/** A program that was started. */
type OfPort = Readonly<{
  process: Supervised;
  /** What it prints on standard error before it accepts connections for good; absent or null where its port tells. */
  ready?: string | null;
}>;

/** What was started, and what became of it. */
export type OnPort<Started> = Started &
  Readonly<
    | { kind: "accepting"; endpoint: Endpoint }
    /** It ended, or was ended because it was late. */
    | { kind: "broken"; reason: string; end: Ended }
  >;

/**
 * Starts a program that has to be told its port, and that does not say when it listens there. Waits until it accepts
 * connections.
 *
 * @param startAt - told a port of 127.0.0.1; called again with another where that was taken meanwhile.
 */
export const startOnPort = async <Started extends OfPort>(
  startAt: (port: number) => Promise<Started>,
  limitMs: number,
): Promise<OnPort<Started>> => {
  for (let tries = 1; ; tries++) {
    const port = await nextPort();
    const started = await startAt(port);
    const { process } = started;
    const endpoint: Endpoint = { network: "tcp", address: `127.0.0.1:${port}` };
    const reason = await notAccepting(endpoint, started, limitMs);
    if (reason === null) return { ...started, kind: "accepting", endpoint };
    const end = await process.stop();
    if (tries === mostTries || !/in use/i.test(reason)) {
      return { ...started, kind: "broken", reason, end };
    }
  }
};

/** @returns null once it accepts; else why it does not. */
const notAccepting = async (
  endpoint: Endpoint,
  { process, ready = null }: OfPort,
  limitMs: number,
): Promise<string | null> => {
  const begun = performance.now();
  let ended: string | null = null;
  process.ended.notify((end) => {
    ended =
      end.kind === "not-started"
        ? end.error
        : `it ended before it accepted a connection: ${process.stderr.since(0).clean(500, "end").trim()}`;
  });
  while (performance.now() - begun < limitMs) {
    if (saysReady(process, ready) && (await isListening(endpoint))) return ended;
    if (ended !== null) return ended;
    await setTimeout(lookAgainMs);
  }
  return saysReady(process, ready)
    ? `it accepted no connection within ${limitMs} ms`
    : `it did not print "${ready}" within ${limitMs} ms`;
};

const saysReady = (process: Supervised, ready: string | null) =>
  ready === null || process.stderr.since(0).raw.includes(ready);
