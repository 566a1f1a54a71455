import type { KnownCause } from "../domain/cause.ts";

/** What a proxy says, in the grpc-message of its own answer, of the server behind it. */
export type UpstreamFault = Readonly<{
  code: Extract<KnownCause, `upstream-${string}`>;
  pattern: RegExp;
  /** Whether the words admit no other cause. */
  decided: boolean;
  sentence: string;
}>;

const unreached = "A proxy answered: it does not reach the server behind it.";

/**
 * Envoy's. Run with 1.39, which does not tell a client why a connection failed: a dead server and a failed TLS handshake
 * read alike. What others add after "transport failure reason" is from reports (texts/envoy.ts).
 */
export const upstreamFaults: readonly UpstreamFault[] = [
  {
    code: "upstream-certificate-rejected",
    pattern: /CERTIFICATE_VERIFY_FAILED|verify cert failed/,
    decided: true,
    sentence: "A proxy answered: it refuses the certificate of the server behind it.",
  },
  {
    code: "upstream-protocol-mismatch",
    pattern: /WRONG_VERSION_NUMBER/,
    decided: true,
    sentence: "A proxy answered: it speaks TLS with the server behind it, which does not.",
  },
  {
    code: "upstream-protocol-mismatch",
    pattern: /reset reason: protocol error/,
    decided: true,
    sentence: "A proxy answered: it and the server behind it speak different versions of HTTP.",
  },
  {
    code: "upstream-protocol-mismatch",
    pattern: /reset reason: (?:remote )?connection termination/,
    decided: false,
    sentence:
      "A proxy answered: the server behind it closes connections, as one does that wants TLS or HTTP/1.1.",
  },
  {
    code: "upstream-unreachable",
    pattern: /no healthy upstream|Connection refused|connect(?:ion)? error: 111\b/,
    decided: true,
    sentence: unreached,
  },
  {
    code: "upstream-unreachable",
    pattern: /reset reason: (?:remote |local )?connection failure/,
    decided: false,
    sentence: unreached,
  },
  {
    code: "upstream-timeout",
    pattern: /upstream request timeout|reset reason: connection timeout/,
    decided: true,
    sentence: "A proxy answered: the server behind it did not answer in time.",
  },
];
