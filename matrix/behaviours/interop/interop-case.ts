import type { RpcCall } from "../../domain/prove.ts";
import type { areas } from "../behaviour.ts";

/**
 * A test case of the suites with which gRPC's implementations prove that they understand each other, under its name there
 * (https://github.com/grpc/grpc/blob/master/doc/interop-test-descriptions.md). Its server has grpc.testing.TestService.
 */
export type InteropCase = Readonly<{
  name: string;
  /** What is tried, to stand in a sentence. */
  title: string;
  advice?: string;
  area: Extract<(typeof areas)[number], "interop">;
  calls: readonly InteropCall[];
  /** Why no client of CONTRACT.md can be asked for it; absent: each can. */
  beyondRpc?: string;
}>;

/** A call of a case, in the order in which a client makes them. */
export type InteropCall = Readonly<{
  /** Unique in its case. */
  name: string;
  kind: RpcCall["kind"];
  path: string;
  /** What a client of CONTRACT.md sends, made when it is asked for. Programs of others send what they hold for the case. */
  requests(): readonly Uint8Array[];
  options: Partial<
    Pick<
      RpcCall,
      "metadata" | "deadlineMs" | "sendEveryMs" | "halfClose" | "compression" | "cancel"
    >
  >;
  /** The status that the client's library makes by itself; null: what the server answers counts. */
  ownCode: number | null;
}>;

/** Of a server that is told whether a request is compressed. */
export const openedAdvice =
  "Do not rely on a server that knows whether a request was compressed: libraries open it before an application sees it.";

/** Of a server that is to compress a response. */
export const asItIsAdvice =
  "Where the size on the wire matters, compress in your own message: a server may send a response as it is.";
