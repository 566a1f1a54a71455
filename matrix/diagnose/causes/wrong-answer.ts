import type { CauseCode, Quote } from "../../domain/cause.ts";
import type { JudgedStep } from "../../domain/run-result.ts";
import { clientTexts, decisiveConnection, type Rule, type Symptoms, wire } from "../rule.ts";

const clause = "harness/CONTRACT.md, Server; proto/kv.proto";

const failedStep = (symptoms: Symptoms): JudgedStep | undefined =>
  symptoms.outcome.phase === "proof" ? symptoms.steps.find((step) => !step.passed) : undefined;

/** Whether the client reports a status that the server, whose answers were read, never gave. */
const misreported = ({ evidence }: Symptoms): boolean => {
  const answers = decisiveConnection(evidence)?.wire.http2?.server.headers ?? [];
  const given = answers.flatMap(({ grpcStatus }) => grpcStatus ?? []);
  const calls = evidence.report?.steps.flatMap((step) => step.calls) ?? [];
  return given.length > 0 && calls.some(({ status }) => !given.includes(status));
};

const wrongAnswer = (
  code: CauseCode,
  fits: (step: JudgedStep) => boolean,
  sentence: string,
): Rule => ({
  code,
  clause,
  diagnose: (symptoms) => {
    const step = failedStep(symptoms);
    if (!step || !fits(step)) return undefined;
    const seen = !misreported(symptoms);
    return {
      side: seen ? "server" : null,
      decided: seen,
      sentence,
      matched: [
        { by: "client", text: `${step.name}: ${step.difference}` },
        ...(seen ? [] : [wire("no answer of the server has the status that the client reports")]),
      ],
      remedy: "correct the service's implementation",
      nextCheck: "hold the client's report against the answers in handshake.txt",
    };
  },
});

export const missingKeyNotReported = wrongAnswer(
  "missing-key-not-reported",
  (step) => step.name === "get-missing",
  "The server does not answer NOT_FOUND for a key that was never put.",
);

export const valueCorrupted = wrongAnswer(
  "value-corrupted",
  (step) => step.difference?.includes("SHA-256") === true,
  "A value came back other than it was put.",
);

export const stepIncomplete = wrongAnswer(
  "step-incomplete",
  () => true,
  "A proof step ended otherwise than the contract wants it.",
);

/** The methods of harness/CONTRACT.md, Server. */
const contractPaths =
  /^\/(proto\.KV\/(Get|Put)|grpc\.health\.v1\.Health\/|plugin\.GRPC(Controller|Stdio|Broker)\/|handshakematrix\.v1\.BrokerProof\/|grpc\.reflection\.)/;

/** The peer speaks gRPC and does not know the service. */
export const serviceUnimplemented: Rule = {
  code: "service-unimplemented",
  clause: "gRPC status codes: UNIMPLEMENTED (12)",
  diagnose: ({ evidence }) => {
    const calls = evidence.report?.steps.flatMap((step) => step.calls) ?? [];
    const call = calls.find(({ status }) => status === "UNIMPLEMENTED");
    if (!call) return undefined;
    const said: Quote = { by: "client", text: `UNIMPLEMENTED: ${call.message}` };
    const headers = decisiveConnection(evidence)?.wire.http2?.client.headers ?? [];
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
    const answers = decisiveConnection(evidence)?.wire.http2?.server.headers ?? [];
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

/** Only when nothing deeper is known. */
export const deadlineExceeded: Rule = {
  code: "deadline-exceeded",
  clause: "gRPC status codes: DEADLINE_EXCEEDED (4)",
  diagnose: ({ outcome, evidence }) => {
    const steps = evidence.report?.steps ?? [];
    const calls = steps.flatMap((step) => step.calls);
    if (!calls.some(({ status }) => status === "DEADLINE_EXCEEDED")) return undefined;
    const late = decisiveConnection(evidence)?.wire.http2?.server.headers.find(
      ({ grpcStatus }) => grpcStatus === "DEADLINE_EXCEEDED",
    );
    const waitedMs = steps.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0);
    if (outcome.kind === "timed-out" && waitedMs < outcome.limitMs / 2 && late) {
      return {
        side: "server",
        decided: false,
        sentence: "The server itself answered DEADLINE_EXCEEDED, before the client's deadline.",
        matched: [
          wire(
            `HEADERS of the server on stream ${late.stream}: grpc-status DEADLINE_EXCEEDED, grpc-message ${late.grpcMessage ?? "none"}`,
          ),
        ],
        remedy: "look for what the server waits for behind itself",
        nextCheck: "see which grpc-timeout the client's request carries",
      };
    }
    if (outcome.kind === "timed-out" && waitedMs < outcome.limitMs / 2) {
      return {
        side: "client",
        decided: true,
        sentence: `The client gave up after ${waitedMs.toFixed(0)} ms, although it was given ${outcome.limitMs} ms.`,
        matched: [{ by: "client", text: `DEADLINE_EXCEEDED after ${waitedMs.toFixed(0)} ms` }],
        remedy: "give calls the deadline that was asked for",
      };
    }
    const http2 = decisiveConnection(evidence)?.wire.http2;
    const asked = http2?.client.headers.filter(({ path }) => path !== null) ?? [];
    const unanswered = asked.find(
      ({ stream }) =>
        // grpc-js's server answers for a handler that is late.
        !http2?.server.headers.some(
          (answer) => answer.stream === stream && answer.grpcStatus !== "DEADLINE_EXCEEDED",
        ),
    );
    if (unanswered) {
      return {
        side: "server",
        decided: true,
        sentence: "The server got a call and did not answer it before its deadline.",
        matched: [
          wire(
            `HEADERS of the client on stream ${unanswered.stream}: ${unanswered.path}; none of the server`,
          ),
        ],
        remedy: "look where the handler waits",
      };
    }
    return {
      side: null,
      decided: false,
      sentence: "A call was not answered before its deadline.",
      matched: clientTexts(evidence)
        .slice(0, 2)
        .map((text) => ({ by: "client", text: text.slice(0, 300) })),
      nextCheck: "run the cell alone with debug output and see which side was last to send",
    };
  },
};
