import { httpAnswer } from "./http-answer.ts";
import { decisiveConnection, type Finding, type Rule, type Symptoms, wire } from "./rule.ts";
import { type UpstreamFault, upstreamFaults } from "./upstream-faults.ts";

/** What a proxy that answers in a server's name says of that server. */
export const upstreamFault = (code: UpstreamFault["code"], remedy: string): Rule => {
  const byHttp = httpAnswer(code);
  return {
    code,
    diagnose: (symptoms) => said(code, remedy, symptoms) ?? byHttp.diagnose(symptoms),
  };
};

const said = (
  code: UpstreamFault["code"],
  remedy: string,
  { evidence }: Symptoms,
): Finding | undefined => {
  const answers = decisiveConnection(evidence)?.wire.http2?.server.headers ?? [];
  for (const { stream, grpcStatus, grpcMessage, server } of answers) {
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
      remedy,
      nextCheck:
        "read the proxy's access log with its response flags and %UPSTREAM_TRANSPORT_FAILURE_REASON%: a dead server, a failed TLS handshake and a refused certificate read alike to a client",
    };
  }
  return undefined;
};
