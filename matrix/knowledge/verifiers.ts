import type { CauseCode } from "../domain/cause.ts";

/** How a stack's clients verify a server's certificate. */
export type Verifier = Readonly<{
  /** Who was run or read. */
  source: string;
  /** What it refuses, in the order in which it looks; what is left out it accepts. */
  order: readonly CauseCode[];
  /** When a DNS name is looked for in the subject's CN. */
  commonName: "never" | "without-dns-names";
  /** A name in the certificate that ends in a dot. */
  trailingDot: "as-written" | "ignored";
  /** A wildcard of all names below a single label ("*.test"). */
  wildcardOfOneLabel: "accepted" | "refused";
  /** A name that is dialled or certified with "_" in it, which is no letter of a host name (RFC 1123 section 2.1). */
  underscore: "accepted" | "refused";
}>;

const validity: readonly CauseCode[] = ["certificate-expired", "certificate-not-yet-valid"];
const trust: readonly CauseCode[] = ["incomplete-chain", "unknown-ca", "chain-unverifiable"];
const name: readonly CauseCode[] = ["no-subject-alt-name", "hostname-mismatch"];
const usage: CauseCode = "wrong-extended-key-usage";

export const verifiers = {
  go: {
    source: "crypto/x509 of Go 1.26, verify.go",
    order: [...validity, ...name, ...trust, usage],
    commonName: "never",
    trailingDot: "as-written",
    wildcardOfOneLabel: "accepted",
    underscore: "accepted",
  },
  python: {
    source: "grpcio 1.85.1 with BoringSSL, run; the order read: x509_vfy.cc",
    order: [...trust, usage, ...validity, ...name],
    commonName: "without-dns-names",
    trailingDot: "ignored",
    wildcardOfOneLabel: "accepted",
    underscore: "accepted",
  },
  node: {
    source: "Node 24 with OpenSSL 3.5: tls.checkServerIdentity",
    order: [...trust, usage, "key-too-weak", ...validity, ...name],
    commonName: "without-dns-names",
    trailingDot: "ignored",
    wildcardOfOneLabel: "refused",
    underscore: "accepted",
  },
  rust: {
    source: "rustls-webpki 0.103: verify_cert.rs; rustls 0.23, webpki/server_verifier.rs",
    order: [...validity, "ca-used-as-end-entity", usage, ...trust, ...name, "key-too-weak"],
    commonName: "never",
    trailingDot: "as-written",
    wildcardOfOneLabel: "accepted",
    underscore: "accepted",
  },
  java: {
    source: "JDK 17: PKIXValidator, EndEntityChecker, HostnameChecker",
    order: [...trust, ...validity, usage, ...name],
    commonName: "without-dns-names",
    trailingDot: "as-written",
    wildcardOfOneLabel: "accepted",
    underscore: "refused",
  },
} as const satisfies Readonly<Record<string, Verifier>>;
