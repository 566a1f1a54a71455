/**
 * handshakematrix.v1.Told: does as the first request of a call says (proto/told.proto). Values go to grpc-js as they
 * came. What it throws before the status is handed over becomes the status, as an application would have it; what it
 * throws on the status itself is nobody's, and ends the process. It has no compression of responses, so `gzip` changes nothing.
 */
import type { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import {
  Metadata,
  type ServerDuplexStream,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServerWritableStream,
  type sendUnaryData,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { patternBytes } from "../contract/pattern-bytes.ts";
import type { ReportRequest, Script, Seen, ToldRequest, ToldResponse } from "../rpc/messages.ts";
import { entriesOf, metadataOf } from "../rpc/metadata-entries.ts";
import type { PluginOutput } from "./plugin-output.ts";
import { ToldReports } from "./told-reports.ts";

type Unary = ServerUnaryCall<ToldRequest, ToldResponse>;
type ClientStream = ServerReadableStream<ToldRequest, ToldResponse>;
type ServerStream = ServerWritableStream<ToldRequest, ToldResponse>;
type Bidi = ServerDuplexStream<ToldRequest, ToldResponse>;
type Call = Unary | ClientStream | ServerStream | Bidi;

/** How a method gives its responses and its status. */
interface Way {
  /** All responses of a script; for a method with one, none. */
  respond(script: Script): Promise<void>;
  /** Hands the status over. */
  end(script: Script, trailing: Metadata): void;
  fail(error: Error): void;
}

/** Of a cancelled call grpc-js says first that its requests are at their end: 0.4 to 6 ms before the other, as seen. */
const endOrCancelMs = 20;

const nothing: Script = {
  id: "",
  initial: [],
  headersFirst: false,
  delayMs: 0,
  early: false,
  sizes: [],
  eachMs: 0,
  trailing: [],
  code: status.OK,
  message: "",
  stopServer: false,
  loneSurrogate: false,
  details: new Uint8Array(),
  stdout: new Uint8Array(),
  stderr: new Uint8Array(),
};

/**
 * @param stop - has the server stop gracefully.
 * @param output - of a plugin; null for another server, whose output is nobody's.
 */
export function toldHandlers(
  stop: () => void,
  output: PluginOutput | null,
): UntypedServiceImplementation {
  const reports = new ToldReports();
  const given = { reports, stop, output };
  return {
    Unary(call: Unary, answer: sendUnaryData<ToldResponse>) {
      void obey(call, only(call.request), oneResponse(answer), given);
    },
    ClientStream(call: ClientStream, answer: sendUnaryData<ToldResponse>) {
      void obey(call, requestsOf(call), oneResponse(answer), given);
    },
    ServerStream(call: ServerStream) {
      void obey(call, only(call.request), responseStream(call), given);
    },
    Bidi(call: Bidi) {
      void obey(call, requestsOf(call), responseStream(call), given);
    },
    Report({ request }: ServerUnaryCall<ReportRequest, Seen>, answer: sendUnaryData<Seen>) {
      const seen = reports.find(request.id);
      if (seen) answer(null, seen);
      else answer({ code: status.NOT_FOUND, details: `no call had the id ${request.id}` });
    },
  };
}

/** What every call of a server is given. */
interface Given {
  readonly reports: ToldReports;
  readonly stop: () => void;
  readonly output: PluginOutput | null;
}

async function obey(
  call: Call,
  requests: AsyncIterator<ToldRequest>,
  way: Way,
  { reports, stop, output }: Given,
): Promise<void> {
  const { seen, ends } = watch(call);
  let script = nothing;
  let trailing = new Metadata();
  try {
    const first = await requests.next();
    if (!first.done) {
      seen.received = 1;
      script = first.value.script ?? nothing;
    }
    reports.keep(script.id, seen);
    if (script.stopServer) stop();
    const initial = metadataOf(script.initial);
    trailing = trailingOf(script);
    if (script.headersFirst) call.sendMetadata(initial);
    await sleep(script.delayMs);
    while (!script.early && !(await requests.next()).done) seen.received += 1;
    if (!script.headersFirst && script.initial.length > 0) call.sendMetadata(initial);
    output?.write("stdout", script.stdout);
    output?.write("stderr", script.stderr);
    await way.respond(script);
  } catch (error) {
    ends();
    way.fail(error as Error);
    return;
  }
  ends();
  way.end(script, trailing);
}

/** What grpc-js tells of a call from now on; it calls the end of every call a cancellation, so none counts after `ends`. */
function watch(call: Call): { seen: Seen; ends: () => void } {
  const began = performance.now();
  const deadline = call.getDeadline();
  const seen: Seen = {
    metadata: entriesOf(call.metadata),
    timeoutMs: deadline === Infinity ? -1 : Math.round(Number(deadline) - Date.now()),
    received: 0,
    cancelledAfterMs: -1,
    // grpc-js tells it from 1.14 on.
    authority: "getHost" in call ? call.getHost() : "",
    leftOut: ["gzip"],
  };
  const cancelled = () => {
    seen.cancelledAfterMs = Math.round(performance.now() - began);
  };
  const events: EventEmitter = call;
  events.once("cancelled", cancelled);
  return { seen, ends: () => events.off("cancelled", cancelled) };
}

function oneResponse(answer: sendUnaryData<ToldResponse>): Way {
  return {
    respond: () => Promise.resolve(),
    end(script, trailing) {
      const {
        code,
        sizes: [size = 0],
      } = script;
      if (code === status.OK) answer(null, response(size), trailing);
      else answer({ code, details: textOf(script), metadata: trailing });
    },
    fail: (error) => answer(error),
  };
}

function responseStream(call: ServerStream | Bidi): Way {
  return {
    async respond({ sizes, eachMs }) {
      for (const [at, size] of sizes.entries()) {
        if (at > 0) await sleep(eachMs);
        // Called with an error too, once the call is cancelled.
        await new Promise((resolve) => call.write(response(size), resolve));
        if (call.cancelled) return;
      }
    },
    end(script, trailing) {
      const { code } = script;
      if (code === status.OK) call.end(trailing);
      else call.emit("error", { code, details: textOf(script), metadata: trailing });
    },
    fail: (error) => void call.emit("error", error),
  };
}

/** JavaScript's texts can hold half of a surrogate pair. */
const textOf = ({ message, loneSurrogate }: Script): string =>
  loneSurrogate ? `${message}\ud800` : message;

const response = (size: number): ToldResponse => ({ payload: patternBytes(size, 0) });

function trailingOf({ trailing, details }: Script): Metadata {
  const metadata = metadataOf(trailing);
  if (details.length > 0) metadata.add("grpc-status-details-bin", Buffer.from(details));
  return metadata;
}

async function* only(request: ToldRequest): AsyncGenerator<ToldRequest> {
  yield request;
}

/** The call goes on when no more are read; of a cancelled one they end, or the next throws. */
async function* requestsOf(call: ClientStream | Bidi): AsyncGenerator<ToldRequest> {
  yield* call.iterator({ destroyOnReturn: false });
  await sleep(endOrCancelMs);
}
