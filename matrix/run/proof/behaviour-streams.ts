/** What the wire shows of a behaviour's calls, each found by the id in its request's metadata. */
import type { ShownConnection, ShownPing, ShownStream } from "../../behaviours/behaviour.ts";
import { valueIn } from "../../behaviours/wire-view.ts";
import { readGrpcStreams, type WireStream } from "../../wire/grpc-calls.ts";
import { joinedKeyLogs, type KeyLog } from "../../wire/key-log.ts";
import type { Ping } from "../../wire/side-streams.ts";
import type { Recording } from "../observe/recording.ts";
import type { TappedConnection } from "../observe/tap.ts";

/** What the client's connections carried. */
export type Recorded = Readonly<{
  connections: readonly Pick<TappedConnection, "client" | "server">[];
  keyLogs: readonly KeyLog[];
}>;

/** In the request's metadata of each call. */
export const idName = "matrix-exchange";

type BehaviourStreams = Readonly<{
  /** Those of an exchange, in the order of their beginning. null where a connection hides some, or they were not recorded to their end. */
  of(id: string): readonly ShownStream[] | null;
  /** Those of paths that begin so, in the order of their beginning; null as above. */
  below(path: string): readonly ShownStream[] | null;
  /** null where one cannot be read. */
  connections: readonly ShownConnection[] | null;
}>;

export const behaviourStreams = ({ connections, keyLogs }: Recorded): BehaviourStreams => {
  const secrets = joinedKeyLogs(keyLogs);
  const read = connections.map(({ client, server }, connection) => {
    const {
      streams,
      complete,
      connection: said,
    } = readGrpcStreams({
      client: client.bytes(),
      server: server.bytes(),
      secrets,
    });
    const times = { client: timesIn(client), server: timesIn(server) };
    const timed = streams.map(
      (stream): ShownStream => ({
        ...stream,
        connection,
        begunMs: times.client(stream.request.beginsAt) ?? 0,
        requestEndedMs: times.client(stream.request.endsAt),
        answeredMs: times.server(stream.response.dataEndsAt),
        endedMs: earlier(
          times.server(stream.response.endsAt),
          times.client(stream.request.resetAt),
        ),
      }),
    );
    const shown: ShownConnection = {
      goaways: said.server.goaways.map((goaway) => ({
        ...goaway,
        atMs: times.server(goaway.endsAt) ?? 0,
      })),
      maxStreams: said.server.maxStreams,
      pings: {
        client: shownPings(said.client.pings, times.client, said.server.pings),
        server: shownPings(said.server.pings, times.server, said.client.pings),
      },
    };
    // Where no server has said a word, TLS hides no call.
    const isRead = complete || server.total === 0;
    return { streams: timed, shown, isRead, isWhole: client.isWhole && server.isWhole };
  });
  const isRead = read.every((one) => one.isRead);
  const isWhole = read.every((one) => one.isWhole);
  const found = (isOwn: (stream: WireStream) => boolean): readonly ShownStream[] | null => {
    if (!isRead) return null;
    const own = read
      .flatMap(({ streams }) => streams.filter(isOwn))
      .toSorted((one, other) => one.begunMs - other.begunMs);
    return isWhole || (own.length > 0 && own.every(isEnded)) ? own : null;
  };
  return {
    of: (id) => found((stream) => isOf(stream, id)),
    below: (path) =>
      found(({ request }) => valueIn(request.blocks[0], ":path")?.startsWith(path) ?? false),
    connections: isRead ? read.map(({ shown }) => shown) : null,
  };
};

/** @param others - of the other side. */
const shownPings = (
  pings: readonly Ping[],
  timeOf: (endsAt: number) => number | null,
  others: readonly Ping[],
): readonly ShownPing[] => {
  const asked = pings.filter(({ isAnswer }) => !isAnswer);
  return asked.map(({ data, endsAt }, place) => {
    const earlier = asked.slice(0, place).filter((one) => one.data === data);
    const answers = others.filter((one) => one.isAnswer && one.data === data);
    return { atMs: timeOf(endsAt) ?? 0, answered: answers.length > earlier.length, endsAt };
  });
};

/** When so many bytes had passed; to be asked in any order. */
const timesIn =
  ({ chunks }: Pick<Recording, "chunks">) =>
  (endsAt: number | null): number | null => {
    if (endsAt === null) return null;
    let passed = 0;
    for (const { bytes, at } of chunks) {
      passed += bytes.length;
      if (passed >= endsAt) return at;
    }
    return null;
  };

const earlier = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);

const isOf = ({ request }: WireStream, id: string) =>
  request.blocks[0]?.some(({ name, value }) => name === idName && value === id) ?? false;

/** What a server sends last may be beyond what was recorded, whatever its client has done by then. */
const isEnded = ({ response }: WireStream) => response.reset !== null || response.ended;
