import type { CertificateFacts } from "../domain/wire-facts.ts";
import type { Verifier } from "../knowledge/client-stack.ts";

/** Whether a name is an address, which is held against addresses alone (RFC 9525 section 6.3) and has no wildcards. */
export const isAddress = (serverName: string): boolean => /^[\d.]+$|:/.test(serverName);

/** RFC 9525 section 6.3: a wildcard is the whole left-most label. */
export const covers = (pattern: string, name: string): boolean => {
  const [wanted, given] = [name.toLowerCase(), pattern.toLowerCase()];
  if (!given.startsWith("*.")) return wanted === given;
  return wanted.slice(wanted.indexOf(".") + 1) === given.slice(2) && wanted.includes(".");
};

/** The cause for which a verifier refuses a certificate's names; null where it finds the one that is dialled. */
export const nameRefusal = (
  { dnsNames, ipAddresses, otherNames, subject }: CertificateFacts,
  serverName: string,
  {
    commonName,
    trailingDot,
    addressAsDnsName,
    wildcardOfOneLabel,
    underscore,
  }: Omit<Verifier, "source" | "order" | "lesserFaults">,
): "no-subject-alt-name" | "hostname-mismatch" | null => {
  const names = [...dnsNames, ...ipAddresses, ...otherNames];
  const missing = names.length === 0 ? "no-subject-alt-name" : "hostname-mismatch";
  if (isAddress(serverName)) {
    const found =
      ipAddresses.includes(serverName) ||
      (addressAsDnsName === "accepted" && dnsNames.includes(serverName));
    return found ? null : missing;
  }
  const fits = (given: string) =>
    !(underscore === "refused" && given.includes("_")) &&
    !(wildcardOfOneLabel === "refused" && /^\*\.[^.]*\.?$/.test(given)) &&
    covers(trailingDot === "ignored" ? given.replace(/\.$/, "") : given, serverName);
  if (dnsNames.some(fits)) return null;
  const others = { never: [""], "without-dns-names": dnsNames, "without-any-name": names };
  if (others[commonName].length > 0) return missing;
  const own = commonNameOf(subject);
  return own !== null && fits(own) ? null : "hostname-mismatch";
};

/** The CN of a distinguished name (RFC 4514); null where it has none. */
const commonNameOf = (subject: string): string | null =>
  /(?:^|[,+])CN=((?:[^,+\\]|\\.){1,253})/.exec(subject)?.[1] ?? null;
