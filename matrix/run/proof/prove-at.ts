import { createServer } from "node:net";
import type { ProveAnswer, ProveRequest, Step } from "../../domain/prove.ts";
import { Eventual } from "../../limits/eventual.ts";
import { addressOf, type Endpoint } from "../observe/tap.ts";
import { HarnessFault, type Worker } from "../supervise/worker.ts";
import type { Path } from "./open-path.ts";

type LaterSteps = Readonly<{ closed: readonly Step[]; opened: readonly Step[] }>;

/**
 * Proves what a request asks, then steps at an address where nobody listens, and once they have ended, further ones there on
 * the same channel, since when the server does.
 *
 * @param later - null, or both empty: none such.
 * @param place - where it is free to listen.
 * @returns the reports of all steps in this order, and all else as of the request.
 * @throws HarnessFault
 */
export const proveAt = async (
  { prove }: Pick<Worker, "prove">,
  request: ProveRequest,
  later: LaterSteps | null,
  { listenAt }: Pick<Path, "listenAt">,
  place: Endpoint,
): Promise<ProveAnswer> => {
  const first = await prove(request);
  if (!later || later.closed.length === 0 || first.kind === "unsupported") return first;
  const endpoint = await free(place);
  const { tls, deadlineMs } = request;
  const target = { kind: "address", ...endpoint } as const;
  const closed = await prove({ target, tls, deadlineMs, keepOpen: true, steps: later.closed });
  if (closed.kind === "unsupported") return closed;
  await listenAt(endpoint);
  if (closed.session === null) {
    throw new HarnessFault('a client did not keep a channel open (CONTRACT.md, "prove")');
  }
  const opened = await prove({
    target: { kind: "session", id: closed.session },
    ...{ tls, deadlineMs, keepOpen: false, steps: later.opened },
  });
  if (opened.kind === "unsupported") return opened;
  return { ...first, steps: [...first.steps, ...closed.steps, ...opened.steps] };
};

/** The system gives nobody else a port so soon that was free a moment before; who takes it all the same is found out by the tap. */
const free = async (place: Endpoint): Promise<Endpoint> => {
  if (place.network === "unix") return place;
  const server = createServer();
  const address = await Eventual.when<string>((resolve, reject) => {
    server.once("error", reject).listen(addressOf(place), () => {
      const bound = server.address();
      resolve(`127.0.0.1:${typeof bound === "object" ? bound?.port : ""}`);
    });
  }).orAfter(bindLimitMs, "");
  await Eventual.when<void>((resolve) => server.close(() => resolve())).orAfter(
    bindLimitMs,
    undefined,
  );
  return { network: "tcp", address };
};

const bindLimitMs = 1_000;
