import type { CauseCode } from "../domain/cause.ts";
import type { Configured } from "../domain/evidence.ts";
import type { CertificateFacts } from "../domain/wire-facts.ts";

/** One thing that is wrong with a certificate, whoever may mind it. */
export type CertificateFinding = Readonly<{ code: CauseCode; text: string }>;

/** OpenSSL's security level 2 wants 2048 bits (SSL_CTX_set_security_level(3)). */
const lowestRsaBits = 2048;

/**
 * What RFC 5280 section 6 and RFC 9525 find wrong with a leaf, against what the other side was
 * configured with. Empty where nothing is.
 *
 * @param chain - as sent, leaf first.
 * @param presenter - who sends it.
 */
export const certificateFindings = (
  chain: readonly CertificateFacts[],
  presenter: "server" | "client",
  configured: Configured,
): readonly CertificateFinding[] => {
  const [leaf] = chain;
  if (!leaf) return [];
  const now = Date.parse(configured.at);
  const findings: CertificateFinding[] = [];
  const add = (code: CauseCode, text: string) => findings.push({ code, text });
  if (Date.parse(leaf.notAfter) < now) {
    add("certificate-expired", `notAfter ${leaf.notAfter} is before ${configured.at}`);
  }
  if (Date.parse(leaf.notBefore) > now) {
    add("certificate-not-yet-valid", `notBefore ${leaf.notBefore} is after ${configured.at}`);
  }
  const usage = presenter === "server" ? "serverAuth" : "clientAuth";
  if (leaf.extendedKeyUsage && !leaf.extendedKeyUsage.includes(usage)) {
    add(
      "wrong-extended-key-usage",
      `extendedKeyUsage is ${leaf.extendedKeyUsage.join(", ")}, without ${usage}`,
    );
  }
  if (leaf.isCa) add("ca-used-as-end-entity", "basicConstraints say CA:TRUE");
  const bits = Number(/^rsa(\d+)$/.exec(leaf.keyType)?.[1]);
  if (bits < lowestRsaBits) add("key-too-weak", `the key is RSA with ${bits} bits`);
  if (presenter === "server") findings.push(...nameFindings(leaf, configured.serverName));
  findings.push(...trustFindings(chain, presenter, configured));
  return findings;
};

const nameFindings = (
  { dnsNames, ipAddresses, subject }: CertificateFacts,
  serverName: string | null,
): readonly CertificateFinding[] => {
  if (serverName === null) return [];
  if (dnsNames.length + ipAddresses.length === 0) {
    return [
      { code: "no-subject-alt-name", text: `it has no subjectAltName; its subject is ${subject}` },
    ];
  }
  if ([...dnsNames, ...ipAddresses].some((name) => covers(name, serverName))) return [];
  const names = [...dnsNames, ...ipAddresses].join(", ");
  return [
    { code: "hostname-mismatch", text: `it is for ${names}, and the client dials ${serverName}` },
  ];
};

/** RFC 9525 section 6.3: a wildcard is the whole left-most label. */
const covers = (pattern: string, name: string): boolean => {
  const [wanted, given] = [name.toLowerCase(), pattern.toLowerCase()];
  if (!given.startsWith("*.")) return wanted === given;
  return wanted.slice(wanted.indexOf(".") + 1) === given.slice(2) && wanted.includes(".");
};

const trustFindings = (
  chain: readonly CertificateFacts[],
  presenter: "server" | "client",
  { clientTrusts, serverTrusts, intermediates }: Configured,
): readonly CertificateFinding[] => {
  const trusts = presenter === "server" ? clientTrusts : serverTrusts;
  if (trusts.length === 0) return [];
  const isTrusted = (one: CertificateFacts) =>
    trusts.some(({ subject, sha256 }) => subject === one.issuer || sha256 === one.sha256);
  if (chain.some(isTrusted)) return [];
  const { issuer = "" } = chain.at(-1) ?? {};
  const missing = intermediates.find(({ subject }) => subject === issuer);
  if (missing) {
    return [
      {
        code: "incomplete-chain",
        text: `its issuer ${issuer} is an intermediate authority whose certificate was not sent`,
      },
    ];
  }
  const trusted = trusts.map(({ subject }) => subject).join("; ");
  return [
    {
      code: presenter === "server" ? "unknown-ca" : "client-certificate-untrusted",
      text: `it was issued by ${issuer}; trusted is ${trusted}`,
    },
  ];
};
