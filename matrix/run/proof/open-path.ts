import type { Socket } from "node:net";
import { directRoute } from "../../domain/axes.ts";
import type { Cell } from "../../domain/cell.ts";
import type { ConnectionOwner } from "../../domain/evidence.ts";
import { type Endpoint, openTap, type TappedConnection } from "../observe/tap.ts";
import { openAnswerers, type Served } from "./answerers.ts";
import { type CollectedUpstream, processEvidence } from "./collect.ts";
import type { RunningRoute } from "./intermediaries.ts";
import type { Testbed } from "./testbed.ts";

/** The way from a client to a server, with a tap before whatever answers the client. */
export type Path = Readonly<{
  /** What the client dials. */
  endpoint: Endpoint;
  /** What the client's tap leads to: the intermediary, or the server itself. */
  front: Served;
  /** null where nothing stands between. */
  route: RunningRoute | null;
  /** The client's so far. */
  readonly connections: readonly TappedConnection[];
  /** What the intermediary has done so far; null where there is none. */
  upstream(): Promise<CollectedUpstream | null>;
  /** Has what its tap leads to listen at another address too, for the client. */
  listenAt(place: Endpoint): Promise<void>;
  /** Who answered so far in the place of the server, and of the intermediary. */
  answeredBy(): ConnectionOwner;
  /** Resolves when the client's connections have ended, or after the limit. */
  settled(limitMs: number): Promise<void>;
  close(): void;
}>;

const anyPort: Endpoint = { network: "tcp", address: "127.0.0.1:0" };

/** Where whoever is to answer a client listens; another place each time. */
export const placeForClient = (
  testbed: Pick<Testbed, "path">,
  network: Endpoint["network"],
): Endpoint => (network === "unix" ? { network, address: testbed.path("tap.sock") } : anyPort);

/** Behaviours are judged by all that passed: the largest sends two messages of 4 MiB and one of 8. */
const behaviourBytes = 32 * 2 ** 20;

/**
 * Opens the taps of a cell and starts what stands between them.
 *
 * @throws HarnessFault if the intermediary does not start.
 */
export const openPath = async (testbed: Testbed, cell: Cell, server: Served): Promise<Path> => {
  const { answered, owner } = openAnswerers(cell.behaviour === null ? "each" : "one");
  const behind = await openUpstream(testbed, cell, server.endpoint, answered(server.ownerOf));
  const front = frontOf(testbed, server, behind?.route);
  const open = (place: Endpoint) =>
    openTap(place, front.endpoint, {
      answered: answered(front.ownerOf),
      ...(cell.behaviour !== null && { recordedBytes: behaviourBytes }),
    });
  const tap = await open(placeForClient(testbed, cell.transport));
  const taps = [tap];
  return {
    endpoint: tap.endpoint,
    front,
    route: behind?.route ?? null,
    get connections() {
      return taps.flatMap(({ connections }) => connections);
    },
    upstream: async () => behind?.collected() ?? null,
    answeredBy: owner,
    listenAt: async (place) => void taps.push(await open(place)),
    settled: async (limitMs) => {
      await Promise.all(taps.map((one) => one.settled(limitMs)));
    },
    close: () => {
      for (const one of taps) one.close();
      behind?.close();
    },
  };
};

const frontOf = (testbed: Testbed, server: Served, running: RunningRoute | undefined): Served => {
  if (!running) return server;
  const { endpoint, process } = running.intermediary;
  return { endpoint, ownerOf: testbed.ownersFor(process.program) };
};

const openUpstream = async (
  testbed: Testbed,
  cell: Cell,
  server: Endpoint,
  answered: (socket: Socket) => Promise<void>,
) => {
  if (cell.route === directRoute) return null;
  const tap = await openTap(anyPort, server, { answered });
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
