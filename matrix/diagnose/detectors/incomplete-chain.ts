import { unsentIntermediate } from "../endpoint-findings.ts";
import { rejectedCertificate } from "../rejected-certificate.ts";
import type { Rule } from "../rule.ts";

export const incompleteChain = rejectedCertificate({
  code: "incomplete-chain",
  sentence: (whose) =>
    `The ${whose} side does not send the intermediate certificate that leads to the trusted authority.`,
  remedy: (whose) => `append the intermediate certificates to the ${whose} certificate file`,
});

/** Of a probe, which is not told who issues certificates. */
export const perhapsIncompleteChain: Rule = { ...incompleteChain, diagnose: unsentIntermediate };
