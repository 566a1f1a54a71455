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

/** After the name of a field, as a header, JSON and logs have it. */
const valued = (name: string, value: string): RegExp =>
  new RegExp(`${name}["']?\\s{0,4}[:=]\\s{0,4}["']?${value}`);

const flag = (...flags: readonly string[]) =>
  valued("[Rr]esponse[-_ ]?[Ff]lags?", `(?:[A-Z]{2,5},){0,5}(?:${flags.join("|")})\\b`);
const state = (...states: readonly string[]) =>
  valued("[Tt]ermination[-_ ]?[Ss]tate", `(?:${states.join("|")})`);

const late = "A proxy answered: the server behind it did not answer in time.";

/**
 * What a proxy quotes of its own log: Envoy's %RESPONSE_FLAGS% (Envoy 1.39 documentation, access log) and HAProxy's
 * termination state (HAProxy 2.6 configuration manual, section 8.5), the most telling first. Small and capital letters of
 * HAProxy's first one stand for a time that was over and for what was done at once.
 */
export const proxyStates: readonly UpstreamFault[] = [
  {
    code: "upstream-protocol-mismatch",
    pattern: flag("UPE"),
    decided: true,
    sentence: "A proxy answered: what the server behind it says is not the HTTP that it expects.",
  },
  {
    code: "upstream-unreachable",
    pattern: flag("UH", "LH", "NC"),
    decided: true,
    sentence: "A proxy answered: it has no healthy server behind it.",
  },
  { code: "upstream-timeout", pattern: flag("UT"), decided: true, sentence: late },
  { code: "upstream-unreachable", pattern: flag("UF"), decided: false, sentence: unreached },
  {
    code: "upstream-protocol-mismatch",
    pattern: flag("UC"),
    decided: false,
    sentence: "A proxy answered: the server behind it closed the connection.",
  },
  { code: "upstream-unreachable", pattern: state("SC", "sC"), decided: true, sentence: unreached },
  { code: "upstream-timeout", pattern: state("sH", "sQ"), decided: true, sentence: late },
  {
    code: "upstream-protocol-mismatch",
    pattern: state("SH"),
    decided: false,
    sentence: "A proxy answered: the server behind it closed the connection before it answered.",
  },
  {
    code: "upstream-protocol-mismatch",
    pattern: state("PH"),
    decided: true,
    sentence: "A proxy answered: what the server behind it says is not the HTTP that it expects.",
  },
];
