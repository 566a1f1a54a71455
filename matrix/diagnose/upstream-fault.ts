import { type UpstreamFault, upstreamFaults } from "../knowledge/upstream-faults.ts";
import { httpAnswer } from "./http-answer.ts";
import { quotedState } from "./proxy-state.ts";
import { type Finding, firstOf, type Rule, type Symptoms, seenIn, wire } from "./rule.ts";

const remedies: Readonly<Record<UpstreamFault["code"], string>> = {
  "upstream-unreachable":
    "start the server behind the proxy, and compare its address with the proxy's configuration; if it runs, look whether the proxy's TLS to it fails",
  "upstream-protocol-mismatch":
    "let proxy and server speak the same: HTTP/2 on both sides, and TLS on both or on none",
  "upstream-certificate-rejected":
    "give the proxy the CA certificate of the server behind it, and the name that its certificate has",
  "upstream-timeout": "look where the server waits, or raise the proxy's timeout for this route",
};

/** What a proxy that answers in a server's name says of that server. */
export const upstreamFault = (code: UpstreamFault["code"]): Rule =>
  firstOf(code, (symptoms) => said(code, symptoms), httpAnswer(code).diagnose);

const said = (code: UpstreamFault["code"], { evidence }: Symptoms): Finding | undefined => {
  for (const { stream, grpcStatus, grpcMessage, server } of seenIn(evidence).answers) {
    if (grpcMessage === null) continue;
    const fault = upstreamFaults.find(({ pattern }) => pattern.test(grpcMessage));
    if (fault?.code !== code) continue;
    return {
      side: "between",
      decided: fault.decided,
      sentence: fault.sentence,
      matched: [
        wire(
          `HEADERS of stream ${stream}: grpc-status ${grpcStatus}, grpc-message ${grpcMessage}${server ? `, server ${server}` : ""}`,
        ),
      ],
      remedy: remedies[code],
      nextCheck,
    };
  }
  const quoted = quotedState(evidence);
  if (quoted?.fault.code !== code) return undefined;
  const { decided, sentence } = quoted.fault;
  return {
    side: "between",
    decided,
    sentence,
    matched: [quoted.quote],
    remedy: remedies[code],
    nextCheck,
  };
};

const nextCheck =
  "read the proxy's access log with its response flags and %UPSTREAM_TRANSPORT_FAILURE_REASON%: a dead server, a failed TLS handshake and a refused certificate read alike to a client";
