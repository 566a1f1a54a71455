import type { Endpoint } from "../run/observe/tap.ts";
import type { Heard } from "./ask.ts";
import type { Handshake } from "./handshake.ts";
import type { Question } from "./question.ts";
import { clearAnswer, helloTo, speaks } from "./speaks.ts";

/** Of a name's addresses, how many are asked what they answer. */
const askedAddresses = 4;

/** An address, and what was heard of it while nothing was said. */
export type Reached = Readonly<{ endpoint: Endpoint; heard: Heard }>;

/** How the other addresses answer a client, in words that are equal for equal answers. */
export const otherAnswers = async (
  reached: readonly Reached[],
  main: Endpoint,
  question: Question,
  limitMs: number,
): Promise<ReadonlyMap<Endpoint, string>> => {
  const others = reached
    .filter(({ endpoint, heard }) => endpoint !== main && heard.dialError === null)
    .slice(0, askedAddresses - 1);
  const answers = await Promise.all(
    others.map(async ({ endpoint, heard }) => {
      if (question.mode !== "none")
        return [endpoint, answerOf(await helloTo(endpoint, question, limitMs))] as const;
      const spoken = await speaks(endpoint, question, heard, limitMs);
      return [endpoint, clearAnswer(spoken).kind] as const;
    }),
  );
  return new Map(answers);
};

/** Replicas may have certificates of their own, but of one authority. */
export const answerOf = (hello: Handshake): string => {
  switch (hello.kind) {
    case "accepted":
      return `TLS, ALPN ${hello.alpn ?? "none"}, certificate of ${hello.chain[0]?.issuer ?? "nobody"}`;
    case "refused":
      return "refuses the ClientHello";
    case "no-tls":
      return "something that is not TLS";
    case "silent":
      return "nothing";
    case "untried":
      return "unknown";
  }
};
