import { type Verifier, verifiers } from "../knowledge/verifiers.ts";
import type { StackName } from "./question.ts";

/** What a client refuses although TLS itself is content. */
export type Insistence = Readonly<{
  /** A peer that chooses no protocol by ALPN. */
  alpn: boolean;
  /** Certificates whose names it does not find the dialled one in. */
  names: Omit<Verifier, "source" | "order">;
  /** An authority's certificate as a server's own. */
  endEntity: boolean;
}>;

/** grpc-go from 1.67, gRPC core, tonic and grpc-java insist on ALPN; grpc-js 1.14 does not. */
const alpn: Readonly<Record<StackName, boolean>> = {
  go: true,
  python: true,
  node: false,
  rust: true,
  java: true,
};

/** @param as - null: what go insists on, and with it most of what clients do. */
export const insistenceOf = (as: StackName | null): Insistence => {
  const stack = as ?? "go";
  const verifier: Verifier = verifiers[stack];
  return {
    alpn: alpn[stack],
    names: verifier,
    endEntity: verifier.order.includes("ca-used-as-end-entity"),
  };
};
