/** The call `rpc`: one of any kind, whose messages are bytes, told as grpc-js gave it to its application. */
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type CallOptions,
  type Client,
  type ClientDuplexStream,
  type ClientReadableStream,
  type ClientUnaryCall,
  type ClientWritableStream,
  Metadata,
  type ServiceError,
  type StatusObject,
  status,
} from "@grpc/grpc-js";
import type { Header } from "../rpc/messages.ts";
import { entriesOf, metadataOf } from "../rpc/metadata-entries.ts";
import { asItIs } from "../rpc/raw-method.ts";
import { errorChain } from "./error-chain.ts";
import { type CallResult, type Seen, seenOf } from "./invoke.ts";
import type { RpcRequest } from "./rpc-request.ts";

interface Message {
  readonly size: number;
  /** In hexadecimal. */
  readonly sha256: string;
  readonly base64?: string;
}

/** Its value is base64. */
interface Entry {
  readonly name: string;
  readonly value: string;
}

export interface RpcAnswer {
  readonly messages: readonly Message[];
  readonly initial: readonly Entry[];
  readonly trailing: readonly Entry[];
  /** Base64. */
  readonly details: string | null;
  readonly elapsedMs: number;
}

type Outcome = { result: CallResult; rpc: RpcAnswer; seen: Seen };

const shortMessageBytes = 4096;

/**
 * Makes the call. Never rejects: a failure is a status.
 *
 * @param deadline - when it is cancelled, in milliseconds since the epoch.
 */
export async function makeRpc(
  channel: Client,
  request: RpcRequest,
  deadline: number,
): Promise<Outcome> {
  if (request.beginAfterMs > 0) await sleep(request.beginAfterMs);
  const began = performance.now();
  try {
    return await observe(begin(channel, request), request, began, deadline);
  } catch (error) {
    const { message } = error as Error;
    return {
      result: { status: "none", message, chain: errorChain(error as Error) },
      rpc: report([], new Metadata(), new Metadata(), began),
      seen: { serverCertificate: null, clientCertificate: null, peer: null },
    };
  }
}

type Sending = ClientWritableStream<Buffer> | ClientDuplexStream<Buffer, Buffer>;
type Receiving = ClientReadableStream<Buffer> | ClientDuplexStream<Buffer, Buffer>;

/** A call that has begun: with what it sends on, if its requests are a stream, and its only response, if they are none. */
type Begun = Readonly<{
  call: ClientUnaryCall | Sending | Receiving;
  sending: Sending | null;
  /** null: `only` has what there is. */
  receiving: Receiving | null;
  only: { error?: ServiceError; message?: Buffer };
}>;

/** @throws Error where grpc-js refuses what it is given. */
function begin(channel: Client, request: RpcRequest): Begun {
  const { kind, path, requests, deadlineMs, waitForReady } = request;
  const metadata = metadataOf(request.metadata, { waitForReady });
  const options: CallOptions = deadlineMs === null ? {} : { deadline: Date.now() + deadlineMs };
  const [first = Buffer.alloc(0)] = requests;
  const only: Begun["only"] = {};
  const take = (error: ServiceError | null, message?: Buffer) => {
    Object.assign(only, error && { error }, message && { message });
  };
  switch (kind) {
    case "unary": {
      const call = channel.makeUnaryRequest(path, asItIs, asItIs, first, metadata, options, take);
      return { call, sending: null, receiving: null, only };
    }
    case "client-stream": {
      const call = channel.makeClientStreamRequest(path, asItIs, asItIs, metadata, options, take);
      return { call, sending: call, receiving: null, only };
    }
    case "server-stream": {
      const call = channel.makeServerStreamRequest(path, asItIs, asItIs, first, metadata, options);
      return { call, sending: null, receiving: call, only };
    }
    case "bidi": {
      const call = channel.makeBidiStreamRequest(path, asItIs, asItIs, metadata, options);
      return { call, sending: call, receiving: call, only };
    }
  }
}

async function observe(
  { call, sending, receiving, only }: Begun,
  request: RpcRequest,
  began: number,
  deadline: number,
): Promise<Outcome> {
  const { cancel } = request;
  const messages: Buffer[] = [];
  let initial = new Metadata();
  let failure: ServiceError | undefined;
  const cancelIfEnough = () => {
    if (cancel && "afterMessages" in cancel && messages.length >= cancel.afterMessages)
      call.cancel();
  };
  call.on("metadata", (metadata: Metadata) => {
    initial = metadata;
  });
  receiving?.on("error", (error) => {
    failure = error as ServiceError;
  });
  receiving?.on("data", (message: Buffer) => {
    messages.push(message);
    cancelIfEnough();
  });
  const ended = Promise.all([
    new Promise<StatusObject>((resolve) => call.once("status", resolve)),
    // The last messages can come after the status.
    receiving && new Promise((resolve) => receiving.once("end", resolve)),
  ]);
  const timers = [setTimeout(() => call.cancel(), deadline - Date.now())];
  if (cancel && "afterMs" in cancel) timers.push(setTimeout(() => call.cancel(), cancel.afterMs));
  cancelIfEnough();
  if (sending) void send(sending, request);
  const [end] = await ended;
  for (const timer of timers) clearTimeout(timer);
  failure ??= only.error;
  if (only.message) messages.push(only.message);
  return {
    result: resultOf(end, failure),
    rpc: report(messages, initial, end.metadata, began),
    seen: seenOf(call, end.metadata),
  };
}

async function send(call: Sending, { requests, sendEveryMs, halfClose }: RpcRequest) {
  for (const [at, request] of requests.entries()) {
    if (at > 0 && sendEveryMs > 0) await sleep(sendEveryMs);
    call.write(request);
  }
  if (halfClose) call.end();
}

/** The error of an application is the answer, also where grpc-js emits another status beside it. */
function resultOf(end: StatusObject, failure: ServiceError | undefined): CallResult {
  const { code, details } = failure ?? end;
  return {
    status: Number.isInteger(code) ? (status[code] ?? String(code)) : "none",
    message: details ?? failure?.message ?? "",
    chain: failure ? errorChain(failure) : [],
  };
}

function report(
  messages: readonly Buffer[],
  initial: Metadata,
  trailing: Metadata,
  began: number,
): RpcAnswer {
  const [details] = trailing.get("grpc-status-details-bin");
  return {
    messages: messages.map((bytes) => ({
      size: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      ...(bytes.length <= shortMessageBytes && { base64: bytes.toString("base64") }),
    })),
    initial: entriesOf(initial).map(inBase64),
    trailing: entriesOf(trailing).map(inBase64),
    details: Buffer.isBuffer(details) ? details.toString("base64") : null,
    elapsedMs: performance.now() - began,
  };
}

const inBase64 = ({ name, value }: Header): Entry => ({
  name,
  value: Buffer.from(value).toString("base64"),
});
