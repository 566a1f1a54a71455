import { listServicesRequest, servicesIn } from "../../run/dial/reflection.ts";
import type { Bench } from "../bench.ts";
import { callLimitMs, callOnce, plaintext, shownAnswer } from "../calls.ts";
import { type Clause, type Finding, judged, notApplicable } from "../clause.ts";
import {
  callHostRequest,
  empty,
  healthRequest,
  numberIn,
  paths,
  servingNumbers,
} from "../messages.ts";
import { plain } from "./listeners.ts";
import { whileServing } from "./while-serving.ts";

const server = { section: "Server", role: "server" } as const;

/** gRPC answers a method that is not there at once, and a stream that is there stays open. */
const streamMs = 500;

/** What CONTRACT.md gives the broker for an id that nobody serves, and what a busy machine may add. */
const brokerLimitMs = 5000 + 4000;

const isThere = async (bench: Bench, path: string): Promise<Finding> =>
  whileServing(bench, plain, async ({ endpoint }) => {
    const answer = await callOnce(endpoint, plaintext, path, empty, streamMs);
    const isOpen = answer.status === "DEADLINE_EXCEEDED";
    return judged(
      answer.status !== "UNIMPLEMENTED" && answer.status !== "UNAVAILABLE",
      path.slice(1),
      isOpen ? "an open stream" : shownAnswer(answer),
    );
  });

/** Services beside proto.KV and plugin.GRPCController. */
export const offeringServices: readonly Clause<Bench>[] = [
  {
    ...server,
    id: "health",
    sentence: "says of service `plugin` that it is SERVING (grpc.health.v1.Health)",
    check: (bench) =>
      whileServing(bench, plain, async ({ endpoint }) => {
        const answer = await callOnce(endpoint, plaintext, paths.health, healthRequest("plugin"));
        const number = numberIn(answer.received, 1);
        const isServing = answer.status === "OK" && number === servingNumbers.SERVING;
        const shown = answer.status === "OK" ? `status ${number}` : shownAnswer(answer);
        return judged(isServing, "Check of service plugin", isServing ? "SERVING" : shown);
      }),
  },
  {
    ...server,
    id: "stdio",
    sentence: "serves plugin.GRPCStdio",
    check: (bench) => isThere(bench, paths.stdio),
  },
  {
    ...server,
    id: "broker",
    sentence: "serves plugin.GRPCBroker",
    check: (bench) => isThere(bench, paths.broker),
  },
  {
    ...server,
    id: "broker-proof",
    lasts: "seconds",
    sentence: "serves BrokerProof, and ends CallHost of an id that nobody has within 5 s",
    check: (bench) =>
      whileServing(bench, plain, async ({ endpoint }) => {
        const request = callHostRequest(77, Buffer.from("nonce"));
        const answer = await callOnce(
          endpoint,
          plaintext,
          paths.callHost,
          request,
          brokerLimitMs + callLimitMs,
        );
        const isEnded = answer.httpStatus !== null && answer.elapsedMs < brokerLimitMs;
        const isNamed = ["UNAVAILABLE", "DEADLINE_EXCEEDED"].includes(answer.status);
        return judged(isEnded && isNamed, "CallHost of broker id 77", shownAnswer(answer));
      }),
  },
  {
    ...server,
    id: "reflection",
    sentence: "names proto.KV by reflection, where the stack has it",
    check: (bench) =>
      whileServing(bench, plain, async ({ endpoint }) => {
        const sent = "ListServices of grpc.reflection.v1";
        const answer = await callOnce(
          endpoint,
          plaintext,
          paths.reflection,
          listServicesRequest,
          streamMs + callLimitMs,
        );
        if (answer.status === "UNIMPLEMENTED") return notApplicable(sent, "UNIMPLEMENTED");
        const names = answer.received ? servicesIn(answer.received) : [];
        return judged(
          names.includes("proto.KV"),
          sent,
          names.length > 0 ? names.join(", ") : shownAnswer(answer),
        );
      }),
  },
];
