import { rowWords } from "../diagnose/possible-rows.ts";
import { parseExpression } from "../expression/parse-expression.ts";
import { requiredWords, type Words } from "../expression/required-words.ts";
import { hintPatterns } from "../knowledge/hint-patterns.ts";
import { peerPatterns } from "./other-peer.ts";

/** What a line says that bears on others, as far as no known text has it: that something went wrong, or that all went well. */
const beside: Words = ["complete", "recovered", "restored", "succeeded"];

/** Those of a pause are told in everybody's words. */
const tellingSigns = hintPatterns.filter(({ codes }) => !codes.includes("idle-drop"));

/** A line without any of these holds no text that is known, and nothing else that `explain` goes by. */
export const tellingWords = (): Words => [
  ...new Set([
    ...rowWords().flatMap(({ words }) => words ?? []),
    ...[...tellingSigns.map(({ pattern }) => pattern), ...peerPatterns].flatMap((pattern) =>
      (requiredWords(parseExpression(pattern)) ?? []).filter(({ length }) => length >= 5),
    ),
    ...beside,
  ]),
];
