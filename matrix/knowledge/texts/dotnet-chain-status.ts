import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";

const authority: Fact = { fact: "unknown-authority", chain: "unsaid" };
const ruleBroken: Fact = { fact: "certificate-rule-broken" };
const unchecked: Fact = { fact: "revocation-unknown" };

/** X509ChainStatusFlags: which of several is printed first is the flags' own order, so the most telling counts. */
const statuses: readonly (readonly [name: string, fact: Fact])[] = [
  ["Revoked", { fact: "certificate-revoked" }],
  ["NotTimeValid", { fact: "certificate-outside-validity" }],
  ["CtlNotTimeValid", { fact: "certificate-outside-validity" }],
  ["NotTimeNested", ruleBroken],
  ["PartialChain", authority],
  ["UntrustedRoot", authority],
  ["ExplicitDistrust", { fact: "certificate-rejected" }],
  ["NotSignatureValid", { fact: "bad-certificate-signature" }],
  ["CtlNotSignatureValid", { fact: "bad-certificate-signature" }],
  ["HasWeakSignature", { fact: "key-too-weak", what: "signature" }],
  ["NotValidForUsage", { fact: "wrong-eku" }],
  ["CtlNotValidForUsage", { fact: "wrong-eku" }],
  ["InvalidBasicConstraints", { fact: "not-a-ca" }],
  ["Cyclic", ruleBroken],
  ["InvalidExtension", ruleBroken],
  ["InvalidPolicyConstraints", ruleBroken],
  ["NoIssuanceChainPolicy", ruleBroken],
  ["InvalidNameConstraints", ruleBroken],
  ["HasNotSupportedNameConstraint", ruleBroken],
  ["HasNotDefinedNameConstraint", ruleBroken],
  ["HasNotPermittedNameConstraint", ruleBroken],
  ["HasExcludedNameConstraint", ruleBroken],
  ["HasNotSupportedCriticalExtension", ruleBroken],
  ["RevocationStatusUnknown", unchecked],
  ["OfflineRevocation", unchecked],
];

/** Of a list of names the one that tells the most. */
const told = (match: RegExpMatchArray): Fact | undefined => {
  const names = new Set((match[1] ?? "").split(/[,\s]{1,3}/));
  return statuses.find(([name]) => names.has(name))?.[1];
};

/** What a chain is refused for, behind the sentence of SslStream and in the logs of programs. */
export const dotnetChainStatusRows: readonly Row[] = rowsFrom(
  {
    stack: "dotnet",
    seen: ".NET 8 X509ChainStatusFlags, System.Net.Security Strings.resx; reports of .NET users",
  },
  [
    [
      /remote certificate is invalid because of errors in the certificate chain: (\w{6,34}(?:, \w{6,34}){0,8})/,
      told,
      "The remote certificate is invalid because of errors in the certificate chain: HasWeakSignature",
    ],
    [
      /\b(?:X509ChainStatusFlags\.|[Cc]hain ?[Ss]tatus(?:es)?: {0,2}\[?|ChainElementStatus: )(\w{6,34}(?:, \w{6,34}){0,8})(?! ?=)/,
      told,
      "Certificate validation failed: X509ChainStatusFlags.NotTimeValid",
    ],
  ],
);
