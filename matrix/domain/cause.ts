import { type Phase, phases } from "./phase.ts";

/** Every cause the tool knows, by the phase it shows in. `undiagnosed` belongs to no phase. */
const causesByPhase = {
  spawn: [
    "command-not-runnable",
    "exited-early",
    "start-timeout",
    "output-flooded",
    "cannot-listen",
  ],
  "handshake-line": [
    "handshake-line-missing",
    "handshake-line-polluted",
    "cookie-mismatch",
    "protocol-version-mismatch",
    "announced-address-unusable",
    "announcement-mismatch",
    "certificate-not-exchanged",
  ],
  dial: [
    "name-not-resolved",
    "target-unusable",
    "connection-refused",
    "host-unreachable",
    "socket-not-permitted",
    "silent-peer",
    "wrong-endpoint",
    "http-proxy-intercept",
    "reset-by-intermediary",
  ],
  tls: [
    "plaintext-client-to-tls-port",
    "tls-client-to-plaintext-port",
    "unknown-ca",
    "trust-store-missing",
    "incomplete-chain",
    "hostname-mismatch",
    "no-subject-alt-name",
    "certificate-expired",
    "certificate-not-yet-valid",
    "wrong-extended-key-usage",
    "ca-used-as-end-entity",
    "client-certificate-missing",
    "client-certificate-withheld",
    "client-certificate-untrusted",
    "key-not-loadable",
    "signature-scheme-not-offered",
    "certificate-curve-refused",
    "no-common-group",
    "no-common-version",
    "no-common-cipher-suite",
    "key-too-weak",
    "chain-unverifiable",
    "certificate-malformed",
    "revocation-unknown",
    "renegotiation-unsafe",
    "tls-interception",
    "handshake-stalled",
  ],
  alpn: ["alpn-not-negotiated", "alpn-mismatch", "alpn-unsupported"],
  http2: [
    "other-protocol",
    "proxy-protocol-expected",
    "peer-speaks-http1",
    "peer-not-http2",
    "http2-violation",
    "closed-before-preface",
    "port-opened-and-closed",
    "settings-forbid-calls",
    "goaway",
    "goaway-enhance-your-calm",
    "idle-drop",
  ],
  rpc: [
    "malformed-request",
    "malformed-response",
    "content-type-not-grpc",
    "message-framing-broken",
    "message-encoding-unsupported",
    "grpc-status-missing",
    "grpc-status-malformed",
    "header-list-too-large",
    "message-not-parsable",
    "response-cardinality-violation",
    "health-not-serving",
    "redirected",
    "credentials-required",
    "access-denied",
    "path-not-routed",
    "rate-limited",
    "upstream-unreachable",
    "upstream-protocol-mismatch",
    "upstream-certificate-rejected",
    "upstream-timeout",
    "http-status-from-intermediary",
    "service-unimplemented",
    "authority-rejected",
    "message-too-large",
    "stream-reset",
    "exited-mid-call",
    "out-of-memory",
    "deadline-exceeded",
    "cancelled-by-caller",
  ],
  proof: ["value-corrupted", "missing-key-not-reported", "step-incomplete"],
  behaviour: ["specification-violated"],
  control: [
    "silently-insecure",
    "one-way-not-mutual",
    "impostor-accepted",
    "label-not-honoured",
    "control-inconclusive",
  ],
  shutdown: ["did-not-stop", "left-processes"],
} as const satisfies Record<Phase, readonly string[]>;

/** What is wrong, where it is known. */
export type KnownCause = (typeof causesByPhase)[Phase][number];

export type CauseCode = KnownCause | "undiagnosed";

/** The phase that a cause shows in; null for `undiagnosed`. */
export const phaseOf = (code: CauseCode): Phase | null =>
  phases.find((phase) => (causesByPhase[phase] as readonly string[]).includes(code)) ?? null;

/** In the order of their phases. */
export const knownCauses: readonly KnownCause[] = Object.values(causesByPhase).flat();

export const causeCodes: readonly CauseCode[] = [...knownCauses, "undiagnosed"];

/** The page of a cause, below the folder of this project. */
export const pageOf = (code: KnownCause): string => `docs/causes/${code}.md`;

/** Who has to change something. `between` is a relay, proxy or terminator. */
export const sides = ["client", "server", "between", "harness"] as const;
export type Side = (typeof sides)[number];

/** Who observed a fact. `between`: a proxy's log. `text`: a log that nobody said the printer of. */
export const observers = [
  "wire",
  "client",
  "server",
  "between",
  "orchestrator",
  "launcher",
  "text",
] as const;

/** One quoted fact and who observed it. */
export type Quote = Readonly<{
  by: (typeof observers)[number];
  text: string;
  /** Where in a text it stands: the file's name as given, "-" for standard input; lines count from 1. */
  at?: Readonly<{ source: string; line: number }>;
}>;

export type Cause = Readonly<{
  code: CauseCode;
  /** null where the evidence does not tell which side. */
  side: Side | null;
  /** true: the evidence admits no other cause. false: a candidate. */
  decided: boolean;
  /** Why what would decide this cause does not, one sentence without its period; null where it does, or nothing would. */
  doubt: string | null;
  /** One sentence for people. */
  sentence: string;
  /** What speaks for it. */
  matched: readonly Quote[];
  /** What can be done about it; null where nothing is known. */
  remedy: string | null;
  /** RFC section or upstream source of the rule; null for `undiagnosed`. */
  clause: string | null;
}>;

/** What evidence comes to: of a cell, of an endpoint, or of a pasted log. */
export type Diagnosis = Readonly<{
  /** Whether the first cause is decided. */
  determinable: boolean;
  /** Ranked, decided ones first; never empty: `undiagnosed` stands alone. */
  causes: readonly Cause[];
  /** The check that would decide, or separate the first cause from the second; null where it is decided. */
  nextCheck: string | null;
}>;
