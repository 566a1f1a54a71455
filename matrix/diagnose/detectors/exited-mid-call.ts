import type { CellEvidence } from "../../domain/evidence.ts";
import { transportStatuses } from "../../domain/grpc-status.ts";
import { endedByHost, endOf, lastWords } from "../ended.ts";
import {
  failedCalls,
  handshakeFinished,
  ofEndpoint,
  quoted,
  type Rule,
  type Symptoms,
  seenIn,
  wire,
} from "../rule.ts";
import { factsIn } from "../said.ts";

/** It ran and served, and ended while a call was under way. */
export const exitedMidCall: Rule = {
  code: "exited-mid-call",
  diagnose: (symptoms) => {
    const { outcome, evidence, steps } = symptoms;
    const exit = evidence.server?.exit;
    const { connection } = seenIn(evidence);
    const began = outcome.phase === "rpc" || outcome.phase === "http2" || outcome.phase === "proof";
    if (!began || !exit || connection?.firstClose?.by === "client") return undefined;
    if (steps.length > 0 && steps.every((step) => step.passed)) return undefined;
    const calls = evidence.report?.steps.flatMap((step) => step.calls) ?? [];
    // Every call was answered: the process ended afterwards, as a host ends its plugin.
    if (calls.length > 0 && !calls.some(({ status }) => transportStatuses.has(status)))
      return undefined;
    // The status that a call failed with came from the server: it ended later than that.
    const given = new Set(
      connection?.wire.http2?.server.headers.flatMap(({ grpcStatus }) => grpcStatus ?? []),
    );
    const lost = calls.filter(({ status }) => transportStatuses.has(status));
    if (lost.length > 0 && lost.every(({ status }) => given.has(status))) return undefined;
    if (isOfAnotherHandshake(evidence)) return undefined;
    // A host ends a plugin whose connection broke, and its signal says nothing of what came first.
    if (endedByHost(evidence) && connection?.firstClose?.by === "server" && !crashed(symptoms)) {
      return {
        side: null,
        decided: false,
        sentence: `The connection broke and the plugin ended (${endOf(exit)}): which came first is not seen.`,
        matched: [
          wire(`the server's side closed first (${connection.firstClose.how.toUpperCase()})`),
          quoted("launcher", `ended with ${endOf(exit)}`),
          ...lastWords(symptoms),
        ],
        remedy: "look for what stands between host and plugin, and read the plugin's last words",
        nextCheck:
          "see in handshake.txt when the connection ended, and whether the plugin lived on",
      };
    }
    return {
      side: "server",
      decided: true,
      sentence: `The server process ended (${endOf(exit)}) while it was being used.`,
      matched: [quoted("launcher", `ended with ${endOf(exit)}`), ...lastWords(symptoms)],
      remedy: "read its last words; run the cell alone with debug output",
    };
  },
};

/** Whether a call failed with a handshake's failure, and the only connection that was seen has had its handshake. */
const isOfAnotherHandshake = ({ connections, report }: CellEvidence): boolean => {
  const [only, ...others] = connections;
  if (!only?.wire.tls || others.length > 0 || !handshakeFinished(only.wire.tls)) return false;
  return factsIn(failedCalls({ report }).map(({ message }) => message)).some(
    ({ fact }) =>
      fact.fact === "closed-in-handshake" || (fact.fact === "wrapper" && fact.of === "handshake"),
  );
};

/** Whether it said on standard error that it was about to end. */
const crashed = ({ evidence }: Symptoms): boolean =>
  /^(?:panic: |fatal error: |Traceback |Uncaught |Unhandled |terminate called|thread '[^'\n]{0,200}'[^'\n]{0,40} panicked|[\w.]{0,200}(?:Error|Exception)(?::|$))/m.test(
    evidence.server?.stderr ?? "",
  );

/** Of a probe: the connection went while a call was under way, and nobody sees the process. */
export const brokenOffMidCall = ofEndpoint({
  code: "exited-mid-call",
  diagnose: ({ evidence }) => {
    const { connection } = seenIn(evidence);
    const { client, server } = connection?.wire.http2 ?? {};
    if (connection?.firstClose?.by !== "server") return undefined;
    const asked = client?.headers.some(({ path }) => path !== null);
    if (!asked || !server?.frames.includes("SETTINGS") || server.goaway) return undefined;
    if (server.resets.length > 0) return undefined;
    const replies = connection.wire.http2?.grpc?.replies ?? [];
    const begun = replies.find(({ ended }) => !ended);
    if (server.headers.length > 0 && !begun) return undefined;
    return {
      side: null,
      decided: false,
      sentence: `The connection was ended ${begun ? "in the middle of a reply" : "while a call was under way"}, without a word of why: perhaps the server's process ended, or something between closed it.`,
      matched: [
        wire(
          `the server's side closed first (${connection.firstClose.how.toUpperCase()}), after ${server.frames.join(", ")}`,
        ),
      ],
      remedy: "read the last words of the server, and of what stands before it",
      nextCheck: "see whether the server's process still runs and listens, and probe again",
    };
  },
});
