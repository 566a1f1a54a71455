import type { CauseCode, Quote, Side } from "../domain/cause.ts";
import { certificateCauses } from "./certificate-causes.ts";
import {
  type CertificateFinding,
  certificateFindings,
  mayNotIssue,
  namesakeOfIssuer,
} from "./certificate-findings.ts";
import {
  type CertificateRejection,
  clientCertificateRejection,
  serverCertificateRejection,
} from "./certificate-rejection.ts";
import { badSignature } from "./handshake-signature.ts";
import { clientTexts, type Finding, quoted, type Rule, type Symptoms } from "./rule.ts";

/**
 * A side did not go on with the other's certificate. Decided where that certificate has exactly this one
 * thing wrong with it, or where the side that rejected it says so.
 */
export const rejectedCertificate = (code: keyof typeof certificateCauses): Rule => ({
  code,
  diagnose: (symptoms) => {
    for (const rejection of rejections(symptoms)) {
      const { presenter, chain, seen, named, quotes } = rejection;
      const findings = certificateFindings(chain, presenter, symptoms.evidence.configured);
      const own = findings.find((finding) => finding.code === code);
      const words = [...(wordsFor[code] ?? [code]), ...(own?.alsoNamed ?? [])];
      const says = words.some((word) => named.includes(word));
      if (!own && (!named.includes(code) || isForAnother(code, findings))) continue;
      const whose = `${presenter}'s`;
      const { sentence, remedy } = certificateCauses[code];
      const inCase = (words: string) => words.replaceAll("WHOSE", whose);
      const renewed = own ? null : renewedAuthority(code, rejection, symptoms);
      const contradicted = named.length > 0 && !says;
      const signature = badSignature(symptoms.evidence, presenter) !== undefined;
      const served = own !== undefined && servedWithoutIssuer(rejection, symptoms);
      const finding: Finding = {
        side: own ? sideOf(own, presenter) : sideOfUnexplained(rejection, symptoms),
        decided: own
          ? own.certainty === "sure" &&
            !contradicted &&
            (says || (findings.length === 1 && !isTolerated(own) && !signature)) &&
            (seen === "sent" || !aboutIssuers.has(code) || served)
          : fitsAllTheSame(code, rejection, symptoms),
        sentence: own
          ? (own.instead?.sentence ?? inCase(sentence))
          : (renewed?.sentence ?? mistaken(presenter, inCase(sentence))),
        matched: [
          ...(own
            ? [
                {
                  by: observerOf(rejection, symptoms),
                  text: `${whose} certificate: ${lackIn(own.text, symptoms)}`,
                },
              ]
            : []),
          ...(renewed ? [renewed.quote] : []),
          ...quotes,
          ...(!own || (seen === "supposed" && served && aboutIssuers.has(code))
            ? verificationQuote(symptoms)
            : []),
        ],
        remedy: own?.instead?.remedy ?? renewed?.remedy ?? inCase(remedy),
        nextCheck: `verify the chain by hand: openssl verify -CAfile <trusted> -untrusted <the chain> <the ${whose} certificate>`,
      };
      return finding;
    }
    return undefined;
  },
});

/**
 * The verifier was given an authority of the issuer's name, and does not find that it issued the certificate: then it
 * has another key. Facts of certificates have no keys, so that this is likely and no more.
 */
const renewedAuthority = (
  code: CauseCode,
  { presenter, chain, seen, named }: CertificateRejection,
  { evidence }: Symptoms,
): (Pick<Finding, "sentence" | "remedy"> & Readonly<{ quote: Quote }>) | null => {
  const namesake = namesakeOfIssuer(chain, presenter, evidence.configured);
  const refused = evidence.verification?.result === "refused";
  if (code !== "unknown-ca" || seen !== "sent" || !named.includes(code) || !refused || !namesake)
    return null;
  return {
    sentence:
      "The client trusts a CA of the same name as the issuer's, and perhaps with another key: one of the two was made anew.",
    quote: quoted(
      "orchestrator",
      `the chain leads to ${namesake.subject}, and the client was given an authority of that name, valid from ${namesake.notBefore}`,
    ),
    remedy:
      "give the client the CA's certificate of today, or have the certificate issued anew by this one",
  };
};

/** Which of the two an issuer lacks, where OpenSSL's verifier says so (X509_verify_cert_error_string(3)). */
const lackIn = (text: string, { evidence }: Symptoms): string => {
  const { verification } = evidence;
  const said = [
    ...clientTexts(evidence),
    ...(verification?.result === "refused" ? [verification.reason] : []),
  ];
  const lack = lacks.find(({ pattern }) => said.some((one) => pattern.test(one)))?.lack;
  return lack === undefined ? text : text.replace(mayNotIssue, lack);
};

const lacks = [
  {
    pattern: /key usage does not include certificate signing/,
    lack: "its keyUsage leaves out keyCertSign (RFC 5280 section 4.2.1.3)",
  },
  {
    pattern: /invalid CA certificate|INVALID_CA/,
    lack: "its basicConstraints do not say CA:TRUE (RFC 5280 section 4.2.1.9)",
  },
] as const;

/** Causes that lie in what a verifier was told: whom to trust, and which name to want. */
const ofTheVerifier: ReadonlySet<CauseCode> = new Set(["unknown-ca", "hostname-mismatch"]);

/**
 * Nothing is found wrong with the server's certificate, and the client says that there is. It is the
 * client's doing where another verifier, told the same, accepts the same server.
 */
const fitsAllTheSame = (
  code: CauseCode,
  { presenter, seen }: CertificateRejection,
  { evidence }: Symptoms,
): boolean =>
  presenter === "server" &&
  seen === "sent" &&
  ofTheVerifier.has(code) &&
  evidence.verification?.result === "verified";

const sideOfUnexplained = (rejection: CertificateRejection, symptoms: Symptoms): Side | null =>
  rejection.presenter === "server" && symptoms.evidence.verification?.result === "verified"
    ? "client"
    : null;

const verificationQuote = ({ evidence: { verification } }: Symptoms): readonly Quote[] =>
  verification
    ? [
        quoted(
          "orchestrator",
          `its own verification of the server's chain, with the same roots and name: ${verification.result === "verified" ? "sound" : verification.reason}`,
        ),
      ]
    : [];

/** Most verifiers accept these, or say why they do not: alone they explain no refusal that does not name them. */
const tolerated: ReadonlySet<string> = new Set([
  "ca-used-as-end-entity",
  "weak-signature",
  "no-digital-signature",
  "negative-serial-number",
  "address-length",
  "name-not-ascii",
  "not-printable-string",
  "version-without-extensions",
]);

const isTolerated = ({ code, lesser }: CertificateFinding): boolean =>
  tolerated.has(lesser ?? code);

/**
 * What a verifier says that knows no better: one that misses an intermediate certificate, and one for which a name in
 * the subject is none (rustls).
 */
const wordsFor: Partial<Record<CauseCode, readonly CauseCode[]>> = {
  "incomplete-chain": ["unknown-ca", "client-certificate-untrusted"],
  "no-subject-alt-name": ["no-subject-alt-name", "hostname-mismatch"],
};

/** Whether what is found explains the word for which nothing is. */
const isForAnother = (code: CauseCode, findings: readonly CertificateFinding[]): boolean =>
  findings.some((one) => one.alsoNamed?.includes(code) || sameWord[code] === one.code);

/** What one alert or one text stands for as well: a certificate without names has not the one that is wanted. */
const sameWord: Partial<Record<CauseCode, CauseCode>> = {
  "hostname-mismatch": "no-subject-alt-name",
  "certificate-expired": "certificate-not-yet-valid",
  "certificate-not-yet-valid": "certificate-expired",
};

/**
 * Whether the orchestrator, which was served the chain itself, found no issuer in it either: whatever nobody else could read
 * had none. A client's chain is shown to its server alone.
 */
const servedWithoutIssuer = (
  { presenter }: CertificateRejection,
  { evidence: { verification } }: Symptoms,
): boolean =>
  presenter === "server" &&
  verification?.result === "refused" &&
  noIssuerCodes.has(verification.reason);

/** OpenSSL's for a path that ends before what is trusted (X509_verify_cert_error_string(3)). */
const noIssuerCodes: ReadonlySet<string> = new Set([
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** A client may also withhold a certificate whose issuer the server does not name; that looks alike. */
const aboutIssuers: ReadonlySet<CauseCode> = new Set([
  "client-certificate-untrusted",
  "incomplete-chain",
  "unknown-ca",
]);

const rejections = (symptoms: Symptoms): readonly CertificateRejection[] =>
  [serverCertificateRejection(symptoms), clientCertificateRejection(symptoms)].filter(
    (one) => one !== null,
  );

/** Whose certificate it is. */
const sideOf = ({ of }: CertificateFinding, presenter: "server" | "client"): Side =>
  of === "anchor" ? verifierOf(presenter) : presenter;

const verifierOf = (presenter: "server" | "client"): Side =>
  presenter === "server" ? "client" : "server";

/** The certificate is as the verifier was told to want it: then the verifier wants something else. */
const mistaken = (presenter: "server" | "client", sentence: string): string =>
  `The ${verifierOf(presenter)} refuses the ${presenter}'s certificate, in which nothing wrong was found. It says: ${sentence}`;

const observerOf = (
  { presenter }: CertificateRejection,
  { evidence }: Symptoms,
): "wire" | "orchestrator" => {
  const tls = evidence.connections.findLast(({ wire: { tls: one } }) => one)?.wire.tls;
  const sent = presenter === "server" ? tls?.serverCertificate : tls?.clientCertificate;
  return sent && sent.chain.length > 0 ? "wire" : "orchestrator";
};
