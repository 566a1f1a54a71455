import { unverifiable } from "../../knowledge/unverifiable-chain.ts";
import { serverCertificateRejection } from "../certificate-rejection.ts";
import { rejectedCertificate } from "../rejected-certificate.ts";
import { clientTexts, type Finding, firstOf, quoteFrom, type Symptoms } from "../rule.ts";

/** As a verifier says, or as the certificates themselves show. */
export const chainUnverifiable = firstOf(
  "chain-unverifiable",
  (symptoms) => named(symptoms),
  rejectedCertificate("chain-unverifiable").diagnose,
);

/** The client left the server's certificates, for a reason that its verifier alone names. */
const named = (symptoms: Symptoms): Finding | undefined => {
  const rejection = serverCertificateRejection(symptoms);
  if (!rejection) return undefined;
  const { verification } = symptoms.evidence;
  for (const { pattern, sentence, remedy } of unverifiable) {
    const said =
      quoteFrom("client", clientTexts(symptoms.evidence), pattern) ??
      (verification?.result === "refused"
        ? quoteFrom("orchestrator", [verification.reason], pattern)
        : undefined);
    if (!said) continue;
    return {
      side: "server",
      decided: said.by === "client",
      sentence,
      matched: [said, ...rejection.quotes],
      remedy,
      nextCheck: "openssl verify -show_chain -CAfile <trusted> -untrusted <chain> <certificate>",
    };
  }
  return undefined;
};
