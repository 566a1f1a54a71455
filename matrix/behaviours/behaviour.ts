import type { Finding } from "../domain/behaviour.ts";
import type { CallReport, RpcCall, RpcReport } from "../domain/prove.ts";
import type { WireStream } from "../wire/grpc-calls.ts";
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
  "plugins",
] as const;

export const methods = ["Unary", "ClientStream", "ServerStream", "Bidi"] as const;

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
      | "cancel"
    >
  >;
  /** Whether the server is asked afterwards what it saw. */
  report: boolean;
}>;

/** What became of an exchange. */
export type Shown = Readonly<{
  exchange: Exchange;
  report: CallReport & Readonly<{ rpc: RpcReport }>;
  /** The streams that carried it, a retried one's several; null where the connection cannot be read. */
  streams: readonly WireStream[] | null;
  /** What the server saw; null where it was not asked, or did not say. */
  seen: Seen | null;
}>;

/** @throws Error for a name that the behaviour does not have. */
type ShownBy = (exchange: string) => Shown;
