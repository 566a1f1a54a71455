import type { Quote } from "../../domain/cause.ts";
import { methodUnknown } from "../endpoint-findings.ts";
import { failedCalls, quoted, type Rule, seenIn, wire } from "../rule.ts";

/** The methods of harness/CONTRACT.md, Server. */
const contractPaths =
  /^\/(proto\.KV\/(Get|Put)|grpc\.health\.v1\.Health\/|plugin\.GRPC(Controller|Stdio|Broker)\/|handshakematrix\.v1\.BrokerProof\/|grpc\.reflection\.)/;

/** The peer speaks gRPC and does not know the service. */
export const serviceUnimplemented: Rule = {
  code: "service-unimplemented",
  diagnose: (symptoms) => {
    const { evidence } = symptoms;
    const call = failedCalls(evidence).find(({ status }) => status === "UNIMPLEMENTED");
    if (!call) return undefined;
    const said: Quote = quoted("client", `UNIMPLEMENTED: ${call.message}`);
    if (symptoms.endpoint) return methodUnknown(symptoms, said);
    const headers = seenIn(evidence).http2?.client.headers ?? [];
    const foreign = headers.find(({ path }) => path !== null && !contractPaths.test(path));
    if (foreign) {
      return {
        side: "client",
        decided: true,
        sentence: "The client calls a method that the contract does not have.",
        matched: [wire(`:path ${foreign.path}`), said],
        remedy: "call the methods of proto/",
      };
    }
    const { answers } = seenIn(evidence);
    // The status also stands for a compression that the server does not know.
    const seen =
      answers.some(({ grpcStatus }) => grpcStatus === "UNIMPLEMENTED") &&
      /unknown (service|method)|method not found|not implement/i.test(call.message);
    return {
      side: seen ? "server" : null,
      decided: seen,
      sentence: seen
        ? "The server does not implement a service that the proof calls."
        : "A call was answered UNIMPLEMENTED, by the server or by something before it.",
      matched: [said],
      remedy: "serve what harness/CONTRACT.md lists",
      nextCheck:
        "see whether the answer has a grpc-status of its own: libraries make one from HTTP 404",
    };
  },
};
