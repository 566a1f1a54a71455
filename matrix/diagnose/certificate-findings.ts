import type { CauseCode } from "../domain/cause.ts";
import type { Configured } from "../domain/evidence.ts";
import type { CertificateFacts, EncodingFault } from "../domain/wire-facts.ts";
import type { LesserFault } from "../knowledge/client-stack.ts";
import { covers, isAddress } from "./certificate-names.ts";

/** The last of the leaf and its issuers that were sent, in whatever order and among whatever others. */
export const lastOfPath = (chain: readonly CertificateFacts[]): CertificateFacts | undefined =>
  pathOf(chain, []).path.at(-1);

/** One thing that is wrong with a certificate, whoever may mind it. */
export type CertificateFinding = Readonly<{
  code: CauseCode;
  text: string;
  /** `open`: what was sent fits another cause too, and nothing at hand tells them apart. */
  certainty: "sure" | "open";
  /** Whose certificate it is: one that was sent, or the authority's that the verifier was given. */
  of: "sent" | "anchor";
  /** A fault that not every verifier minds. */
  lesser?: LesserFault;
  /** What verifiers may call it that have no word of their own for it. */
  alsoNamed?: readonly CauseCode[];
  /** What to say in place of the cause's own words, where they would send a reader to the wrong thing. */
  instead?: Readonly<{ sentence: string; remedy: string }>;
}>;

/** OpenSSL's security level 2 wants 2048 bits (SSL_CTX_set_security_level(3)). */
export const lowestRsaBits = 2048;

/**
 * What RFC 5280 section 6 and RFC 9525 find wrong with a chain, against what the other side was configured
 * with. Empty where nothing is found, which does not mean that nothing is wrong: signatures, name
 * constraints and path lengths are not looked at.
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
  // Nothing is known of it: neither its names nor its issuer.
  if (!isParsable(leaf)) return encodingFindings(leaf, "");
  const { path, missing, anchors } = pathOf(chain, trustsOf(presenter, configured));
  return [
    ...path.flatMap((one, at) =>
      encodingFindings(one, at === 0 ? "" : `its issuer ${one.subject}: `),
    ),
    ...path.flatMap((one, at) =>
      ownFindings(one, at === 0 ? "" : `its issuer ${one.subject}: `, presenter, configured),
    ),
    ...unsigningFindings(leaf),
    ...anchorFindings(anchors, presenter, configured),
    ...(leaf.isCa || leaf.ca
      ? [
          sure(
            "ca-used-as-end-entity",
            `basicConstraints say CA:TRUE${leaf.ca ? ", and keyUsage leaves out keyCertSign" : ""}`,
          ),
        ]
      : []),
    ...(presenter === "server" ? nameFindings(leaf, configured.serverName) : []),
    ...(missing === null ? [] : [trustFinding(leaf, missing, presenter, configured)]),
  ];
};

/** Of the authorities that a verifier was given, one that has the name of the leaf's issuer, or of an issuer's issuer. */
export const namesakeOfIssuer = (
  chain: readonly CertificateFacts[],
  presenter: "server" | "client",
  configured: Configured,
): CertificateFacts | undefined => pathOf(chain, trustsOf(presenter, configured)).anchors[0];

/** Whether OpenSSL can read a certificate; of one that it cannot, nothing else is known. */
export const isParsable = ({ encoding }: CertificateFacts): boolean =>
  !encoding?.includes("not-parsable");

const sure = (code: CauseCode, text: string): CertificateFinding => ({
  code,
  text,
  certainty: "sure",
  of: "sent",
});

const trustsOf = (presenter: "server" | "client", { clientTrusts, serverTrusts }: Configured) =>
  presenter === "server" ? clientTrusts : serverTrusts;

/**
 * The leaf and its issuers as far as they were sent, in any order; `missing` is the issuer at which the path
 * ends before a trusted authority, null where it gets there or nobody is told whom to trust. `anchors` are the trusted
 * certificates that it gets to and that were not sent, of which a verifier may take any.
 */
const pathOf = (
  chain: readonly CertificateFacts[],
  trusts: readonly CertificateFacts[],
): Readonly<{
  path: readonly CertificateFacts[];
  missing: string | null;
  anchors: readonly CertificateFacts[];
}> => {
  const path: CertificateFacts[] = [];
  let current = chain[0];
  while (current && !path.includes(current)) {
    path.push(current);
    const { issuer, subject, sha256 } = current;
    const anchors = trusts.filter((one) => one.sha256 === sha256 || one.subject === issuer);
    if (anchors.length > 0) {
      const given = anchors.filter((one) => path.every((sent) => sent.sha256 !== one.sha256));
      return { path, missing: null, anchors: given };
    }
    if (issuer === subject) break;
    current = chain.find((one) => one.subject === issuer);
  }
  return { path, missing: trusts.length > 0 ? (path.at(-1)?.issuer ?? "") : null, anchors: [] };
};

/**
 * RFC 5280 section 6.1 leaves an anchor's dates to the verifier: OpenSSL, BoringSSL and Go hold to them, the JDK and
 * rustls do not.
 */
const anchorFindings = (
  anchors: readonly CertificateFacts[],
  presenter: "server" | "client",
  { at }: Configured,
): readonly CertificateFinding[] => {
  const now = Date.parse(at);
  const [first] = anchors;
  if (!first || !anchors.every(({ notAfter }) => Date.parse(notAfter) < now)) return [];
  const verifier = presenter === "server" ? "client" : "server";
  return [
    {
      ...sure(
        "certificate-expired",
        `the authority ${first.subject}, given to the ${verifier}: notAfter ${first.notAfter} is before ${at}`,
      ),
      of: "anchor",
      instead: {
        sentence: `The authority's certificate that the ${verifier} was given has expired: some verifiers refuse all that it issued.`,
        remedy: `give the ${verifier} the authority's renewed certificate; renew it where there is none`,
      },
    },
  ];
};

const encodingWords: Readonly<Record<EncodingFault, string>> = {
  "negative-serial-number": "its serial number is negative (RFC 5280 section 4.1.2.2)",
  "duplicate-extension": "it has an extension twice (RFC 5280 section 4.2)",
  "unlike-signature-algorithms":
    "it names another signature algorithm within its signed part than outside (RFC 5280 section 4.1.1.2)",
  "address-length":
    "an address among its alternative names has neither 4 nor 16 bytes (RFC 5280 section 4.2.1.6)",
  "name-not-ascii": "an alternative name of it is not ASCII (RFC 5280 section 4.2.1.6)",
  "not-printable-string":
    "a PrintableString of its names has characters that are none of its (RFC 5280 section 4.1.2.4)",
  "version-without-extensions":
    "it has extensions, and its version is not 3 (RFC 5280 section 4.1.2.1)",
  "not-parsable": "OpenSSL cannot read it (RFC 5280 section 4.1)",
};

const encodingFindings = (
  { encoding = [] }: CertificateFacts,
  prefix: string,
): readonly CertificateFinding[] =>
  encoding.map((fault) => ({
    ...sure("certificate-malformed", `${prefix}${encodingWords[fault]}`),
    ...(fault === "duplicate-extension" || fault === "unlike-signature-algorithms"
      ? {
          // OpenSSL: X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_CERT_SIGNATURE_FAILURE.
          alsoNamed: ["unknown-ca", "chain-unverifiable"] as const,
          instead: refusedByAll,
        }
      : { lesser: fault }),
  }));

const refusedByAll = {
  sentence: "A certificate is not encoded as RFC 5280 wants it, and verifiers refuse it.",
  remedy: "issue that certificate anew with a current tool: openssl 3, cfssl, step",
};

const ownFindings = (
  {
    notAfter,
    notBefore,
    extendedKeyUsage,
    keyType,
    isCa,
    signatureAlgorithm,
    issuer,
    subject,
  }: CertificateFacts,
  prefix: string,
  presenter: "server" | "client",
  { at }: Configured,
): readonly CertificateFinding[] => {
  const now = Date.parse(at);
  const usage = presenter === "server" ? "serverAuth" : "clientAuth";
  const bits = Number(/^rsa(\d+)$/.exec(keyType)?.[1]);
  const found: CertificateFinding[] = [];
  const add = (code: CauseCode, text: string, more: Partial<CertificateFinding> = {}) =>
    found.push({ ...sure(code, `${prefix}${text}`), ...more });
  const dates = prefix === "" ? {} : { instead: datesOfIssuer(presenter) };
  if (Date.parse(notAfter) < now)
    add("certificate-expired", `notAfter ${notAfter} is before ${at}`, dates);
  if (Date.parse(notBefore) > now) {
    add("certificate-not-yet-valid", `notBefore ${notBefore} is after ${at}`, dates);
  }
  if (extendedKeyUsage && !extendedKeyUsage.includes(usage)) {
    const usages = extendedKeyUsage.join(", ");
    // RFC 5280 section 4.2.1.12 leaves it to the verifier whether "any" is enough.
    const isAny = extendedKeyUsage.includes("anyExtendedKeyUsage");
    const lesser = isAny ? ({ lesser: "any-usage" } as const) : {};
    add("wrong-extended-key-usage", `extendedKeyUsage is ${usages}, without ${usage}`, lesser);
  }
  if (bits < lowestRsaBits) {
    add("key-too-weak", `the key is RSA with ${bits} bits`, { lesser: "weak-key" });
  }
  // What signs itself is trusted or not, whatever its signature is.
  if (/^md5/i.test(signatureAlgorithm) && issuer !== subject) {
    add("key-too-weak", `it is signed with MD5 (${signatureAlgorithm})`, {
      instead: weakSignature(presenter, "MD5, which verifiers refuse"),
    });
  }
  if (/sha1/i.test(signatureAlgorithm) && issuer !== subject) {
    add("key-too-weak", `it is signed with SHA-1 (${signatureAlgorithm})`, {
      lesser: "weak-signature",
      instead: weakSignature(presenter, "SHA-1, which some verifiers refuse"),
    });
  }
  const rule = presenter === "server" ? "chain-unverifiable" : "client-certificate-untrusted";
  if (prefix !== "" && !isCa) {
    found.push({
      ...sure(rule, `${prefix}${mayNotIssue}`),
      // OpenSSL: X509_V_ERR_INVALID_PURPOSE; Go: "certificate signed by unknown authority".
      alsoNamed: ["wrong-extended-key-usage", "unknown-ca"],
      instead: noIssuer(presenter),
    });
  }
  return found;
};

/**
 * OpenSSL's X509_check_ca(3), by which it is known, wants both: CA:TRUE (RFC 5280 section 4.2.1.9), and keyCertSign
 * where there is a keyUsage (section 4.2.1.3).
 */
export const mayNotIssue =
  "it may not issue certificates: basicConstraints without CA:TRUE, or keyUsage without keyCertSign";

const datesOfIssuer = (presenter: "server" | "client") => ({
  sentence: `An intermediate certificate that the ${presenter} sends is outside of its dates.`,
  remedy: `renew the certificate of the issuing CA, and let the ${presenter} send that one; its own may stay`,
});

const weakSignature = (presenter: "server" | "client", what: string) => ({
  sentence: `A certificate of the ${presenter}'s chain is signed with ${what}.`,
  remedy: "have that certificate signed anew with SHA-256; its key may stay",
});

/** BoringSSL and the JDK want digitalSignature of a key that signs the handshake; Go, OpenSSL and rustls do not look. */
const unsigningFindings = ({ keyUsage }: CertificateFacts): readonly CertificateFinding[] =>
  keyUsage === undefined
    ? []
    : [
        {
          ...sure(
            "wrong-extended-key-usage",
            `keyUsage is ${keyUsage.join(", ") || "empty"}, without digitalSignature`,
          ),
          lesser: "no-digital-signature",
          instead: {
            sentence:
              "The certificate's keyUsage leaves out digitalSignature, with which the handshake is signed: some verifiers refuse it.",
            remedy: "issue it anew with `keyUsage=critical,digitalSignature`, or without keyUsage",
          },
        },
      ];

const noIssuer = (presenter: "server" | "client") => ({
  sentence: `The ${presenter}'s certificate was issued with a certificate that may not issue any.`,
  remedy:
    "issue the intermediate certificate with basicConstraints CA:TRUE and, where it has a keyUsage, keyCertSign; trusting its authority changes nothing",
});

const nameFindings = (
  { dnsNames, ipAddresses, otherNames, subject }: CertificateFacts,
  serverName: string | null,
): readonly CertificateFinding[] => {
  if (serverName === null) return [];
  const names = [...dnsNames, ...ipAddresses, ...otherNames];
  if (names.length === 0) {
    return [sure("no-subject-alt-name", `it has no subjectAltName; its subject is ${subject}`)];
  }
  const fits = isAddress(serverName)
    ? ipAddresses.includes(serverName)
    : dnsNames.some((name) => covers(name, serverName));
  if (fits) return [];
  const dialled =
    isAddress(serverName) && dnsNames.includes(serverName)
      ? `the address ${serverName}, which stands there as a DNS name and not as an address`
      : serverName;
  return [
    sure("hostname-mismatch", `it is for ${names.join(", ")}, and the client dials ${dialled}`),
  ];
};

/**
 * An unknown authority and an intermediate one that was not sent look alike, but for a certificate of
 * which it is known who issues below the trusted authorities: then all intermediate ones are known.
 */
const trustFinding = (
  leaf: CertificateFacts,
  missing: string,
  presenter: "server" | "client",
  configured: Configured,
): CertificateFinding => {
  const trusted = enumerated(trustsOf(presenter, configured).map(({ subject }) => subject));
  const own = presenter === "server" ? configured.server : configured.client;
  const below = own?.isCa ? [...configured.intermediates, own] : configured.intermediates;
  if (missing !== leaf.subject && below.some(({ subject }) => subject === missing)) {
    return sure(
      "incomplete-chain",
      `its issuer ${missing} is an intermediate authority whose certificate was not sent`,
    );
  }
  const code = presenter === "server" ? "unknown-ca" : "client-certificate-untrusted";
  if (missing === leaf.subject) {
    return {
      ...sure(
        code,
        `it is self-signed (${leaf.subject}), and not one of those trusted: ${trusted}`,
      ),
      instead: selfSigned(presenter),
    };
  }
  return {
    code,
    text: `it was issued by ${missing}, of which no certificate was sent; trusted is ${trusted}`,
    certainty: own?.sha256 === leaf.sha256 ? "sure" : "open",
    of: "sent",
  };
};

const selfSigned = (presenter: "server" | "client") => ({
  sentence: `The ${presenter}'s certificate is self-signed, and the ${presenter === "server" ? "client" : "server"} does not trust it.`,
  remedy:
    presenter === "server"
      ? "trust the certificate itself (probe: --ca <the certificate as PEM file>), or issue one from a CA that clients trust"
      : "let the server trust this certificate, or use one from a CA that it trusts",
});

/** A store of public roots has more than a hundred, and none of their names helps. */
const enumeratedMost = 3;

const enumerated = (names: readonly string[]): string =>
  names.length <= enumeratedMost ? names.join("; ") : `${names.length} roots`;
