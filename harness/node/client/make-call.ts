import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { InvalidField } from "../contract/json-fields.ts";
import { rawMethod } from "../rpc/raw-method.ts";
import { controller, health, kv, servingStatus } from "../rpc/services.ts";
import { type CallResult, invoke, type Seen } from "./invoke.ts";
import type { Call } from "./prove-request.ts";
import { makeRpc, type RpcAnswer } from "./rpc.ts";
import type { Session } from "./session.ts";

/** How long go-plugin's Kill gives a plugin after Shutdown (client.go). */
const shutdownLimitMs = 2_000;

interface ObservedValue {
  readonly size: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

export interface CallAnswer extends CallResult {
  readonly value?: ObservedValue;
  readonly serving?: string;
  readonly exited?: boolean;
  readonly waitedMs?: number;
  readonly rpc?: RpcAnswer;
}

/** @throws InvalidField if the call needs a plugin and there is none behind the session. */
export function checkCall({ call }: Call, session: Session): void {
  if ((call === "shutdown" || call === "broker") && session.plugin === null) {
    throw new InvalidField(`params.steps: ${call} is for plugins only`);
  }
}

/** @param deadline - in milliseconds since the epoch. */
export async function makeCall(
  call: Call,
  session: Session,
  deadline: number,
): Promise<{ answer: CallAnswer; seen: Seen }> {
  const { channel } = session;
  switch (call.call) {
    case "put": {
      const { key, value } = call;
      const { result, seen } = await invoke(channel, kv.Put, { key, value }, deadline);
      return { answer: result, seen };
    }
    case "get": {
      const { result, response, seen } = await invoke(channel, kv.Get, { key: call.key }, deadline);
      return { answer: { ...result, ...observed(response?.value) }, seen };
    }
    case "health": {
      const request = { service: call.service };
      const { result, response, seen } = await invoke(channel, health.Check, request, deadline);
      const serving = response && { serving: servingStatus[response.status] ?? "UNKNOWN" };
      return { answer: { ...result, ...serving }, seen };
    }
    case "unary": {
      const { result, response, seen } = await invoke(
        channel,
        rawMethod(call.path),
        call.value,
        deadline,
      );
      return { answer: { ...result, ...observed(response) }, seen };
    }
    case "rpc": {
      const ownChannel = call.isCompressed ? session.compressed : channel;
      const { result, rpc, seen } = await makeRpc(ownChannel, call, deadline);
      return { answer: { ...result, rpc }, seen };
    }
    case "broker": {
      const { result, response, seen } = await session.broker.prove(call.nonce, deadline);
      return { answer: { ...result, ...observed(response?.echoed) }, seen };
    }
    case "shutdown": {
      if (call.afterMs > 0) await sleep(Math.min(call.afterMs, deadline - Date.now()));
      const { result, seen } = await invoke(channel, controller.Shutdown, {}, deadline);
      const began = performance.now();
      const limitMs = Math.max(0, Math.min(shutdownLimitMs, deadline - Date.now()));
      const exited = (await session.plugin?.ends(limitMs)) ?? false;
      return { answer: { ...result, exited, waitedMs: performance.now() - began }, seen };
    }
  }
}

function observed(bytes: Uint8Array | undefined): { value?: ObservedValue } {
  if (bytes === undefined) return {};
  const sha256 = createHash("sha256").update(Buffer.from(bytes)).digest("hex");
  return { value: { size: bytes.length, sha256 } };
}
