import type { CauseCode } from "../domain/cause.ts";

/** How a stack's clients verify a server's certificate. */
export type Verifier = Readonly<{
  /** How its names and its order are known: clients that were run, or code that was read. */
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
    source: "names: grpc-go 1.85 run; order: crypto/x509 verify.go of Go 1.26.8 read",
    order: [...validity, ...name, ...trust, usage],
    commonName: "never",
    trailingDot: "as-written",
    wildcardOfOneLabel: "accepted",
    underscore: "accepted",
  },
  python: {
    source: "names: grpcio 1.85.1 run; order: neither run nor read",
    order: [...trust, usage, ...validity, ...name],
    commonName: "without-dns-names",
    trailingDot: "ignored",
    wildcardOfOneLabel: "accepted",
    underscore: "accepted",
  },
  node: {
    source: "names: grpc-js 1.14.7 on Node 24 run; order: neither run nor read",
    order: [...trust, usage, "key-too-weak", ...validity, ...name],
    commonName: "without-dns-names",
    trailingDot: "ignored",
    wildcardOfOneLabel: "refused",
    underscore: "accepted",
  },
  rust: {
    source: "neither run nor read",
    order: [...validity, "ca-used-as-end-entity", usage, ...trust, ...name, "key-too-weak"],
    commonName: "never",
    trailingDot: "as-written",
    wildcardOfOneLabel: "accepted",
    underscore: "accepted",
  },
  java: {
    source: "neither run nor read",
    order: [...trust, ...validity, usage, ...name],
    commonName: "without-dns-names",
    trailingDot: "as-written",
    wildcardOfOneLabel: "accepted",
    underscore: "refused",
  },
} as const satisfies Readonly<Record<string, Verifier>>;
