import { cameTooLate } from "../given-up.ts";
import { ofEndpoint, seenIn, wire } from "../rule.ts";

/** Statuses that other causes have. */
const ofOthers: ReadonlySet<string> = new Set(["OK", "UNIMPLEMENTED", "DEADLINE_EXCEEDED"]);

/** The call got through, and gRPC itself answered that it failed (seen by a probe). */
export const serviceFails = ofEndpoint({
  code: "step-incomplete",
  clause: "gRPC over HTTP/2, Responses; gRPC status codes",
  diagnose: (symptoms) => {
    const { evidence } = symptoms;
    const { http2 } = seenIn(evidence);
    const answers = http2?.server.headers ?? [];
    const end = answers.find(
      (answer) =>
        answer.grpcStatus !== null &&
        !ofOthers.has(answer.grpcStatus) &&
        !cameTooLate(symptoms, answer),
    );
    if (!end) return undefined;
    const { stream, grpcStatus, grpcMessage } = end;
    const block = answers.find((one) => one.stream === stream && one.status !== null);
    const path = http2?.client.headers.find((one) => one.stream === stream)?.path ?? "a call";
    const odd = block && block.status !== "200" ? block.status : null;
    return {
      // A proxy answers UNAVAILABLE in the name of a server that it does not reach.
      side: grpcStatus === "UNAVAILABLE" ? null : "server",
      decided: false,
      sentence: `The endpoint speaks gRPC, and answers ${path} with ${grpcStatus}${odd === null ? "" : `, under HTTP status ${odd} where gRPC has 200`}.`,
      matched: [
        wire(
          `HEADERS of stream ${stream}: ${block?.status ? `:status ${block.status}, ` : ""}grpc-status ${grpcStatus}, grpc-message ${grpcMessage || "none"}`,
        ),
      ],
      remedy: "read the log of the service, or of the proxy that answers for it",
      nextCheck:
        "call a method of the service's own (--call package.Service/Method): one that passes leaves the health service to blame",
    };
  },
});
