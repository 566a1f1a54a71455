import type { StackName } from "./question.ts";

/** What a client refuses although TLS itself is content. */
export type Insistence = Readonly<{
  /** A peer that chooses no protocol by ALPN. */
  alpn: boolean;
  /** A certificate with a name in its subject alone. */
  alternativeName: boolean;
  /** An authority's certificate as a server's own. */
  endEntity: boolean;
}>;

/**
 * grpc-go from 1.67, gRPC core, tonic and grpc-java insist on ALPN, grpc-js 1.14 does not; crypto/x509 (Go 1.15) and
 * rustls read no name from a subject, BoringSSL, OpenSSL and the JDK, as gRPC uses them, do; rustls alone minds CA:TRUE.
 */
const ofStack: Readonly<Record<StackName, Insistence>> = {
  go: { alpn: true, alternativeName: true, endEntity: false },
  python: { alpn: true, alternativeName: false, endEntity: false },
  node: { alpn: false, alternativeName: false, endEntity: false },
  rust: { alpn: true, alternativeName: true, endEntity: true },
  java: { alpn: true, alternativeName: false, endEntity: false },
};

/** @param as - null: what go insists on, and with it most of what clients do. */
export const insistenceOf = (as: StackName | null): Insistence => ofStack[as ?? "go"];
