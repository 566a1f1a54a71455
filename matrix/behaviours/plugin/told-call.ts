import type { RpcCall } from "../../domain/prove.ts";
import type { methods } from "../behaviour.ts";
import { call } from "../exchange.ts";
import { requestBytes, type Script } from "../told-messages.ts";

/** Longer than anything that is told takes. */
const limitMs = 10_000;

/** A call of Told that nobody looks for in the frames by its id, and that may end as it likes. */
export const toldCall = (
  method: (typeof methods)[number],
  told: Partial<Omit<Script, "id">>,
): RpcCall => {
  const { kind, path, script } = call(method, { script: told });
  const message = requestBytes(script && { ...script, id: "" }, 0);
  return {
    call: "rpc",
    kind,
    path,
    requests: [{ base64: Buffer.from(message).toString("base64") }],
    metadata: [],
    deadlineMs: limitMs,
    sendEveryMs: 0,
    halfClose: true,
    compression: null,
    waitForReady: false,
    cancel: null,
    continueOn: ["OK"],
  };
};
