import type { Quote } from "../domain/cause.ts";
import { certificateFindings } from "./certificate-findings.ts";
import { quoted, type Symptoms } from "./rule.ts";

/**
 * What is too weak of the certificate that the cell gives a side, as a quote; undefined where nothing is, and of an
 * endpoint, whose files somebody else has made.
 */
export const ownWeakKey = (
  side: "client" | "server",
  { evidence, endpoint }: Symptoms,
): Quote | undefined => {
  const given = evidence.configured[side];
  if (endpoint || !given) return undefined;
  const finding = certificateFindings([given], side, evidence.configured).find(
    ({ code }) => code === "key-too-weak",
  );
  return finding && quoted("orchestrator", `the ${side} is given a certificate: ${finding.text}`);
};
