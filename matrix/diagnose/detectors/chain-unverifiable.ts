import { serverCertificateRejection } from "../certificate-rejection.ts";
import { clientTexts, quoteFrom, type Rule } from "../rule.ts";
import { unverifiable } from "../unverifiable-chain.ts";

/** The client left the server's certificates, for a reason that its verifier alone names. */
export const chainUnverifiable: Rule = {
  code: "chain-unverifiable",
  diagnose: (symptoms) => {
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
  },
};
