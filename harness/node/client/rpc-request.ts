import { InvalidField, type JsonFields } from "../contract/json-fields.ts";
import type { Header } from "../rpc/messages.ts";
import { bytesOfValue } from "./value.ts";

/** A call of any kind, with all that an application can ask of its library. */
export interface RpcRequest {
  readonly kind: "unary" | "client-stream" | "server-stream" | "bidi";
  readonly path: string;
  readonly requests: readonly Buffer[];
  readonly metadata: readonly Header[];
  /** null: none. */
  readonly deadlineMs: number | null;
  readonly sendEveryMs: number;
  readonly halfClose: boolean;
  readonly isCompressed: boolean;
  readonly waitForReady: boolean;
  /** Before it is begun. */
  readonly beginAfterMs: number;
  readonly cancel: { readonly afterMs: number } | { readonly afterMessages: number } | null;
}

/** @throws InvalidField */
export function readRpc(fields: JsonFields): RpcRequest {
  const kind = fields.word("kind", ["unary", "client-stream", "server-stream", "bidi"]);
  const requests = fields.objects("requests").map(bytesOfValue);
  if ((kind === "unary" || kind === "server-stream") && requests.length !== 1) {
    throw new InvalidField(`requests: a ${kind} call has one, not ${requests.length}`);
  }
  return {
    kind,
    path: fields.string("path"),
    requests,
    metadata: fields.objects("metadata").map((entry) => ({
      name: entry.string("name"),
      value: Buffer.from(entry.string("value"), "base64"),
    })),
    deadlineMs: fields.isNull("deadlineMs") ? null : fields.number("deadlineMs"),
    sendEveryMs: fields.number("sendEveryMs"),
    halfClose: fields.flag("halfClose"),
    isCompressed: !fields.isNull("compression") && fields.word("compression", ["gzip"]) === "gzip",
    waitForReady: fields.flag("waitForReady"),
    beginAfterMs: fields.has("beginAfterMs") ? fields.number("beginAfterMs") : 0,
    cancel: fields.isNull("cancel") ? null : readCancel(fields.object("cancel")),
  };
}

function readCancel(fields: JsonFields): RpcRequest["cancel"] {
  return fields.has("afterMs")
    ? { afterMs: fields.number("afterMs") }
    : { afterMessages: fields.number("afterMessages") };
}
