import type { CauseCode, Side } from "../../domain/cause.ts";
import { certificateFindings } from "../certificate-findings.ts";
import {
  type CertificateRejection,
  clientCertificateRejection,
  serverCertificateRejection,
} from "../certificate-rejection.ts";
import type { Finding, Rule, Symptoms } from "../rule.ts";

/** What a cause says of a certificate that was not accepted. */
export type CertificateCause = Readonly<{
  code: CauseCode;
  clause: string;
  /** @param whose - "server's" or "client's". */
  sentence(whose: string): string;
  remedy(whose: string): string;
}>;

/**
 * A side did not go on with the other's certificate. Decided where that certificate has exactly this one
 * thing wrong with it, or where the side that rejected it says so.
 */
export const rejectedCertificate = ({
  code,
  clause,
  sentence,
  remedy,
}: CertificateCause): Rule => ({
  code,
  clause,
  diagnose: (symptoms) => {
    for (const rejection of rejections(symptoms)) {
      const { presenter, chain, named, quotes } = rejection;
      const findings = certificateFindings(chain, presenter, symptoms.evidence.configured);
      const own = findings.find((finding) => finding.code === code);
      const says = named.includes(code);
      if (!own && !says) continue;
      const whose = `${presenter}'s`;
      const finding: Finding = {
        side: own ? presenter : verifierOf(presenter),
        decided: own ? says || findings.length === 1 : findings.length === 0,
        sentence: own ? sentence(whose) : mistaken(presenter, sentence(whose)),
        evidence: [
          ...(own
            ? [{ by: observerOf(rejection, symptoms), text: `${whose} certificate: ${own.text}` }]
            : []),
          ...quotes,
        ],
        remedy: remedy(whose),
        nextCheck: `verify the certificate by hand: openssl verify -CAfile <trusted> <the ${whose} certificate>`,
      };
      return finding;
    }
    return undefined;
  },
});

const rejections = (symptoms: Symptoms): readonly CertificateRejection[] =>
  [serverCertificateRejection(symptoms), clientCertificateRejection(symptoms)].filter(
    (one) => one !== null,
  );

const verifierOf = (presenter: "server" | "client"): Side =>
  presenter === "server" ? "client" : "server";

/** The certificate is as the verifier was told to want it: then the verifier wants something else. */
const mistaken = (presenter: "server" | "client", sentence: string): string =>
  `The ${verifierOf(presenter)} refuses a certificate that fits its configuration. It says: ${sentence}`;

const observerOf = (
  { presenter }: CertificateRejection,
  { evidence }: Symptoms,
): "wire" | "orchestrator" => {
  const tls = evidence.connections.findLast(({ wire: { tls: one } }) => one)?.wire.tls;
  const sent = presenter === "server" ? tls?.serverCertificate : tls?.clientCertificate;
  return sent && sent.chain.length > 0 ? "wire" : "orchestrator";
};
