import type { Finding } from "../domain/behaviour.ts";
import type { CallReport, RpcCall, RpcReport } from "../domain/prove.ts";
import type { ClientSettings, ServerSettings } from "../domain/server-settings.ts";
import type { WireStream } from "../wire/grpc-calls.ts";
import type { GoAway } from "../wire/side-streams.ts";
import type { Script, Seen } from "./told-messages.ts";

/** What a pair is told to do, and what the specification says must come of it. */
export type Behaviour = Readonly<{
  /** As cell ids have it. */
  name: string;
  /** What is tried: "a deadline of 30 days". */
  title: string;
  /** How an application lives with what stacks do; absent where they all do the same. */
  advice?: string;
  area: (typeof areas)[number];
  /** The id of the only server that it can be tried against; absent: any. */
  server?: string;
  /** Whether its server ends by it, so that each cell has one of its own. */
  endsServer?: boolean;
  /** What its server's listener is told; absent: nothing. */
  settings?: ServerSettings;
  /** What its client is told of its connections; absent: nothing. */
  clientSettings?: ClientSettings;
  exchanges: readonly Exchange[];
  judge(shown: ShownBy): readonly Finding[];
}>;

/** In the order in which they are listed. */
export const areas = [
  "calls",
  "metadata",
  "statuses",
  "deadlines",
  "cancellation",
  "compression",
  "limits",
  "connections",
  "plugins",
  "interop",
] as const;

export const methods = ["Unary", "ClientStream", "ServerStream", "Bidi"] as const;

/** In the order in which they are tried. */
export const addresses = ["open", "closed", "opened"] as const;

/** One call of a behaviour. */
export type Exchange = Readonly<{
  /** Unique in its behaviour. */
  name: string;
  /** What the client takes the method for, which need not be what the server has there. */
  kind: RpcCall["kind"];
  path: string;
  /** What the first request tells the server; null: a call that no request tells anything. */
  script: Omit<Script, "id"> | null;
  /** The size of each request's payload. */
  payloads: readonly number[];
  options: Partial<
    Pick<
      RpcCall,
      | "metadata"
      | "deadlineMs"
      | "sendEveryMs"
      | "halfClose"
      | "compression"
      | "waitForReady"
      | "beginAfterMs"
      | "cancel"
    >
  >;
  /**
   * "open": where the server listens. "closed": at an address of its own, where nobody does. "opened": there too, and since then
   * the server does.
   */
  address: (typeof addresses)[number];
  /** Whether the call is made at once with the one before it; else it waits for the end of that. */
  atOnce: boolean;
  /** Whether the server is asked afterwards what it saw. */
  report: boolean;
}>;

/** What became of an exchange. */
export type Shown = Readonly<{
  exchange: Exchange;
  report: CallReport & Readonly<{ rpc: RpcReport }>;
  /** The streams that carried it, a retried one's several; null where the connection cannot be read. */
  streams: readonly ShownStream[] | null;
  /** All of the cell; null where one cannot be read. */
  connections: readonly ShownConnection[] | null;
  /** What the server saw; null where it was not asked, or did not say. */
  seen: Seen | null;
}>;

/** A stream with its place and its times, which are milliseconds on one clock as the tap saw it pass. */
export type ShownStream = WireStream &
  Readonly<{
    /** Its place in {@link Shown.connections}. */
    connection: number;
    begunMs: number;
    /** The server's first message; null where it sent none. */
    answeredMs: number | null;
    /** The server's last frame of it, or a reset by its client, whichever came first; null where neither did. */
    endedMs: number | null;
    /** END_STREAM of its client, or a reset. */
    requestEndedMs: number | null;
  }>;

export type ShownConnection = Readonly<{
  /** Those that the server sent. */
  goaways: readonly (GoAway & Readonly<{ atMs: number }>)[];
  /** The limit of streams that the server named last; null where it named none. */
  maxStreams: number | null;
  /** Those that each side sent, its answers to the other's apart. */
  pings: Readonly<Record<"client" | "server", readonly ShownPing[]>>;
}>;

/** RFC 9113 section 6.7. */
export type ShownPing = Readonly<{
  atMs: number;
  /** Whether the other side answered it. */
  answered: boolean;
  /** How many bytes its side had sent with it. */
  endsAt: number;
}>;

/** @throws Error for a name that the behaviour does not have. */
type ShownBy = (exchange: string) => Shown;
