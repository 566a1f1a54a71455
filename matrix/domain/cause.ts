import { type Phase, phases } from "./phase.ts";

/** Every cause the tool knows, by the phase it shows in. `undiagnosed` belongs to no phase. */
const causesByPhase = {
  spawn: ["command-not-runnable", "exited-early", "output-flooded"],
  "handshake-line": [
    "handshake-line-missing",
    "handshake-line-polluted",
    "cookie-mismatch",
    "protocol-version-mismatch",
    "certificate-not-exchanged",
  ],
  dial: ["name-not-resolved", "connection-refused", "silent-peer", "wrong-endpoint"],
  tls: [
    "plaintext-client-to-tls-port",
    "tls-client-to-plaintext-port",
    "unknown-ca",
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
    "no-common-group",
    "no-common-version",
    "no-common-cipher-suite",
    "key-too-weak",
    "handshake-stalled",
  ],
  alpn: ["alpn-not-negotiated", "alpn-mismatch"],
  http2: [
    "peer-speaks-http1",
    "peer-not-http2",
    "closed-before-preface",
    "goaway",
    "goaway-enhance-your-calm",
  ],
  rpc: [
    "http-status-from-intermediary",
    "service-unimplemented",
    "message-too-large",
    "stream-reset",
    "exited-mid-call",
    "deadline-exceeded",
  ],
  proof: ["value-corrupted", "missing-key-not-reported", "step-incomplete"],
  control: [
    "silently-insecure",
    "one-way-not-mutual",
    "impostor-accepted",
    "label-not-honoured",
    "control-inconclusive",
  ],
  shutdown: ["did-not-stop", "left-processes"],
} as const satisfies Record<Phase, readonly string[]>;

export type CauseCode = (typeof causesByPhase)[Phase][number] | "undiagnosed";

/** The phase that a cause shows in; null for `undiagnosed`. */
export const phaseOf = (code: CauseCode): Phase | null =>
  phases.find((phase) => (causesByPhase[phase] as readonly string[]).includes(code)) ?? null;

export const causeCodes: readonly CauseCode[] = [
  ...Object.values(causesByPhase).flat(),
  "undiagnosed",
];

/** Who has to change something. `between` is a relay, proxy or terminator. */
export const sides = ["client", "server", "between", "harness"] as const;
export type Side = (typeof sides)[number];

/** One quoted fact and who observed it. */
export type Quote = Readonly<{
  by: "wire" | "client" | "server" | "orchestrator" | "launcher";
  text: string;
}>;

export type Cause = Readonly<{
  code: CauseCode;
  /** null where the evidence does not tell which side. */
  side: Side | null;
  /** true: the evidence admits no other cause. false: the best candidate, with {@link nextCheck} to decide. */
  decided: boolean;
  /** One sentence for people. */
  sentence: string;
  evidence: readonly Quote[];
  /** What can be done about it; null where nothing is known. */
  remedy: string | null;
  /** RFC section or upstream source of the rule; null for `undiagnosed`. */
  clause: string | null;
  /** The check that would decide, where `decided` is false. */
  nextCheck: string | null;
}>;
