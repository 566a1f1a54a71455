import { expect, test } from "vitest";
import { cellEvidence } from "../tooling/test/evidence.ts";
import { secretsAdvice } from "./secrets-advice.ts";

test.for([
  ["a plugin, whose environment is its host's", cellEvidence(), ["SSLKEYLOGFILE", "the tap reads"]],
  ["an endpoint", cellEvidence({ server: null }), ["SSLKEYLOGFILE", "--key-log"]],
] as const)("secretsAdvice: %s", ([, evidence, words]) => {
  expect(words.filter((word) => !secretsAdvice(evidence).includes(word))).toEqual([]);
});
