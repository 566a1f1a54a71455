import { entryOf } from "../../behaviours/told-messages.ts";
import { grpcStatusNames } from "../../domain/grpc-status.ts";
import { idName } from "./behaviour-streams.ts";

/** What an `rpc` is where nothing else is asked of it. Whatever becomes of it, the next is made. */
export const usualRpc = {
  call: "rpc",
  metadata: [],
  /** Within the request's deadline, which ends what hangs. */
  deadlineMs: 10_000,
  sendEveryMs: 0,
  halfClose: true,
  compression: null,
  waitForReady: false,
  cancel: null,
  continueOn: [...grpcStatusNames, "none"],
} as const;

/** By which the frames of a call are found. */
export const idEntry = (id: string) => entryOf({ name: idName, value: Buffer.from(id) });
