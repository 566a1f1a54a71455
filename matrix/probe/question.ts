import type { CertificateFacts } from "../domain/wire-facts.ts";
import type { StackName } from "../knowledge/stacks.ts";
import type { ProbeTarget } from "./target.ts";

/** A method that is called beside health and reflection, with a message. */
export type OwnCall = Readonly<{ path: string; message: Uint8Array }>;

/** The client's certificate and key: PEM files that fit each other. */
export type ProbeCredential = Readonly<{
  certificate: string;
  key: string;
  facts: CertificateFacts | null;
}>;

/** What is asked of an endpoint. */
export type Question = Readonly<{
  target: ProbeTarget;
  /** What the user asked for; `mtls` where a client certificate was given. */
  mode: "none" | "tls" | "mtls";
  /** The name that the certificate has to be for. */
  serverName: string;
  authority: string;
  /** What calls carry beside gRPC's own fields, by names in lower case. */
  metadata: Readonly<Record<string, string>>;
  /** Which of the two the user gave; the others follow from the target. */
  given: readonly ("server-name" | "authority")[];
  /** ALPN, in order of preference; empty: none is sent. */
  alpn: readonly string[];
  /** The only roots; null: those that Node brings. */
  roots: Readonly<{ file: string; pem: string; facts: readonly CertificateFacts[] }> | null;
  credential: ProbeCredential | null;
  /** Stacks that were named; empty: all of them, and none insists on more than most. */
  stacks: readonly StackName[];
  ownCall: OwnCall | null;
  /** How long the peer is waited for on each rung. */
  timeoutMs: number;
}>;
