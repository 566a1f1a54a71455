import type { KnownCause, Side } from "../domain/cause.ts";
import { httpAnswer } from "./http-answer.ts";
import { decisiveConnection, failedCalls, type Rule, wire } from "./rule.ts";

/** A status with which a service refuses who calls. */
type RefusedCall = Readonly<{
  code: KnownCause;
  status: "UNAUTHENTICATED" | "PERMISSION_DENIED";
  side: Side | null;
  sentence: string;
  remedy: string;
}>;

/** Said by gRPC itself, of every call that failed; or by an HTTP status. */
export const refusedCall = ({ code, status, side, sentence, remedy }: RefusedCall): Rule => {
  const byHttp = httpAnswer(code);
  return {
    code,
    diagnose: (symptoms) => {
      const { evidence } = symptoms;
      const answers = decisiveConnection(evidence)?.wire.http2?.server.headers ?? [];
      const end = answers.find(({ grpcStatus }) => grpcStatus === status);
      const failed = failedCalls(evidence);
      if (!end || failed.length === 0 || failed.some((call) => call.status !== status)) {
        return byHttp.diagnose(symptoms);
      }
      return {
        side,
        decided: true,
        sentence,
        matched: [
          wire(
            `HEADERS of stream ${end.stream}: grpc-status ${status}, grpc-message ${end.grpcMessage || "none"}`,
          ),
        ],
        remedy,
      };
    },
  };
};
