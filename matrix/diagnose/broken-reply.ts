import type { Side } from "../domain/cause.ts";
import { type ReplyFault, replyFaults } from "./reply-fault.ts";
import { decisiveConnection, type Rule, wire } from "./rule.ts";

/** What a cause says of a reply that came and that gRPC's clients refuse. */
type ReplyCause = Readonly<{
  code: ReplyFault["code"];
  /** Whose doing it is; null where a proxy may have done it, which of a cell without one it has not. */
  side: Side | null;
  sentence: string;
  remedy: string;
}>;

export const brokenReply = ({ code, side, sentence, remedy }: ReplyCause): Rule => ({
  code,
  diagnose: ({ evidence, endpoint }) => {
    const isAlone = endpoint === null && evidence.upstream === null;
    const http2 = decisiveConnection(evidence)?.wire.http2;
    const fault = http2 && replyFaults(http2).find((one) => one.code === code);
    if (!fault) return undefined;
    const { stream, what, refusedBy } = fault;
    const path = http2.grpc?.requests.find((one) => one.stream === stream)?.path;
    return {
      side: side ?? (isAlone ? "server" : null),
      decided: true,
      sentence:
        refusedBy === "some" ? sentence.replace(/\.$/, ": some clients refuse that.") : sentence,
      matched: [wire(`the reply${path ? ` to ${path}` : ""} (stream ${stream}) has ${what}`)],
      remedy,
    };
  },
});
