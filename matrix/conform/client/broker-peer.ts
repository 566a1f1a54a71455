import { Eventual } from "../../limits/eventual.ts";
import type { Endpoint } from "../../run/observe/tap.ts";
import { callOnce, plaintext } from "../calls.ts";
import { bytesIn, getResponse, nonceMessage, numberIn, paths, textIn } from "../messages.ts";
import type { PeerAnswer, PeerCall, PeerReply } from "./peer.ts";

/** The contract's limit for an id that nobody serves. */
const knownWithinMs = 5000;
const echoWithinMs = 3000;

/** What a plugin does for the call `broker`, in the clear: it hears of a broker id, dials it and calls CallBack/Echo. */
export const brokerPeer = (): Readonly<{
  answer(call: PeerCall): PeerReply;
  onMessage(path: string, message: Buffer): void;
  /** What came of it, for a finding. */
  seen(): string;
}> => {
  const announced = Eventual.open<Readonly<{ id: number; endpoint: Endpoint }>>();
  let seen = "no broker id was announced";
  const callHost = async ({ message }: PeerCall): Promise<PeerAnswer> => {
    const known = await announced.eventual.orAfter(knownWithinMs, null);
    if (known === null || known.id !== numberIn(message, 1)) {
      return { status: "UNAVAILABLE", text: "nobody serves that broker id" };
    }
    const nonce = nonceMessage(bytesIn(message, 2));
    const echo = await callOnce(known.endpoint, plaintext, paths.echo, nonce, echoWithinMs);
    const isSame = bytesIn(echo.received, 1).equals(bytesIn(message, 2));
    seen = `Echo on broker id ${known.id}: ${echo.status}${isSame ? "" : ", another nonce"}`;
    return echo.status === "OK"
      ? { status: "OK", message: getResponse(bytesIn(echo.received, 1)) }
      : { status: "UNAVAILABLE", text: echo.message };
  };
  return {
    answer: (call) => (call.path === paths.callHost ? Eventual.of(callHost(call)) : "held"),
    onMessage: (path, message) => {
      if (path !== paths.broker) return;
      const network = textIn(message, 2) === "unix" ? "unix" : "tcp";
      const endpoint = { network, address: textIn(message, 3) } as const;
      announced.settle({ id: numberIn(message, 1), endpoint });
    },
    seen: () => seen,
  };
};
