import { descriptionSchema } from "../../run/supervise/worker-messages.ts";
import type { Bench } from "../bench.ts";
import { broken, type Clause, judged } from "../clause.ts";
import {
  noAnswer,
  type Reply,
  shownReply,
  startAndAnswerMs,
  whileClient,
} from "./client-process.ts";

/** What a client says of itself. */
export const describing: readonly Clause<Bench>[] = [
  {
    id: "describe",
    section: "describe",
    role: "client",
    sentence: "answers describe with stack, runtime, tls and keyLog",
    check: (bench) =>
      whileClient(bench, async ({ ask }) => {
        const reply = await ask("describe", {}).orAfter<Reply>(
          startAndAnswerMs,
          noAnswer(startAndAnswerMs),
        );
        if (reply.kind === "none" || reply.answer.error) {
          return broken("describe", shownReply(reply));
        }
        const checked = descriptionSchema.safeParse(reply.answer.result);
        const [issue] = checked.error?.issues ?? [];
        return judged(
          checked.success,
          "describe",
          issue ? `${issue.path.join(".") || "it"}: ${issue.message}` : shownReply(reply),
        );
      }),
  },
];
