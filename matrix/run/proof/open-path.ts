import { directRoute } from "../../domain/axes.ts";
import type { Cell } from "../../domain/cell.ts";
import { type Endpoint, openTap, type TappedConnection } from "../observe/tap.ts";
import { type CollectedUpstream, processEvidence } from "./collect.ts";
import type { RunningRoute } from "./intermediaries.ts";
import type { Testbed } from "./testbed.ts";

/** The way from a client to a server, with a tap before whatever answers the client. */
export type Path = Readonly<{
  /** What the client dials. */
  endpoint: Endpoint;
  /** What the client's tap leads to: the intermediary, or the server itself. */
  front: Endpoint;
  /** null where nothing stands between. */
  route: RunningRoute | null;
  /** The client's. */
  connections: readonly TappedConnection[];
  /** What the intermediary has done so far; null where there is none. */
  upstream(): Promise<CollectedUpstream | null>;
  /** Resolves when the client's connections have ended, or after the limit. */
  settled(limitMs: number): Promise<void>;
  close(): void;
}>;

const anyPort: Endpoint = { network: "tcp", address: "127.0.0.1:0" };

/**
 * Opens the taps of a cell and starts what stands between them.
 *
 * @param server - the endpoint of the server.
 * @throws HarnessFault if the intermediary does not start.
 */
export const openPath = async (testbed: Testbed, cell: Cell, server: Endpoint): Promise<Path> => {
  const behind = await openUpstream(testbed, cell, server);
  const front = behind?.route.intermediary.endpoint ?? server;
  const own: Endpoint =
    cell.transport === "unix" ? { network: "unix", address: testbed.path("tap.sock") } : anyPort;
  const tap = await openTap(own, front);
  return {
    endpoint: tap.endpoint,
    front,
    route: behind?.route ?? null,
    connections: tap.connections,
    upstream: async () => behind?.collected() ?? null,
    settled: tap.settled,
    close: () => {
      tap.close();
      behind?.close();
    },
  };
};

const openUpstream = async (testbed: Testbed, cell: Cell, server: Endpoint) => {
  if (cell.route === directRoute) return null;
  const tap = await openTap(anyPort, server);
  try {
    const running = await testbed.intermediary(cell, tap.endpoint);
    const { route, intermediary } = running;
    const { process } = intermediary;
    return {
      route: running,
      collected: async (): Promise<CollectedUpstream> => ({
        route: running.title,
        tls: route.tls,
        // Those that come later are of the controls.
        connections: [...tap.connections],
        process: processEvidence(await intermediary.log(), null, false),
      }),
      close: () => {
        tap.close();
        void process.stop();
      },
    };
  } catch (error) {
    tap.close();
    throw error;
  }
};
