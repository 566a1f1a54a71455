import type { KeyType } from "./cell.ts";

/** Requests and answers of an implementation's client, as harness/CONTRACT.md defines them. */

/** How much more a client's clock may have measured than the orchestrator's around it. */
export const clockToleranceMs = 100;

export type Value = Readonly<{ base64: string } | { pattern: { size: number; first: number } }>;

export type Call = Readonly<
  | { call: "put"; key: string; value: Value; continueOn: readonly string[] }
  | { call: "get"; key: string; continueOn: readonly string[] }
  | { call: "health"; service: string; continueOn: readonly string[] }
  | { call: "unary"; path: string; value: Value; continueOn: readonly string[] }
  | { call: "broker"; nonce: string; continueOn: readonly string[] }
  | { call: "shutdown"; continueOn: readonly string[] }
>;

export type Step = Readonly<{ name: string; calls: readonly Call[] }>;

type Target = Readonly<
  | { kind: "address"; network: "tcp" | "unix"; address: string }
  | {
      kind: "plugin";
      argv: readonly string[];
      environment: Readonly<Record<string, string>>;
      /** Of the application, in the plugin's handshake line; that of CONTRACT.md where it is absent. */
      protocolVersion?: number;
      startTimeoutMs: number;
    }
  | { kind: "session"; id: string }
>;

export type ClientTls = Readonly<
  | { mode: "none" }
  | { mode: "tls"; ca: string; serverName: string }
  | { mode: "mtls"; ca: string; serverName: string; certificate: string; key: string }
  | { mode: "auto-mtls"; keyType: KeyType; key: string }
>;

export type ProveRequest = Readonly<{
  target: Target;
  tls: ClientTls;
  deadlineMs: number;
  keepOpen: boolean;
  steps: readonly Step[];
}>;

export type CallReport = Readonly<{
  /** gRPC's own status name. */
  status: string;
  message: string;
  /** Texts of the error's causes, outermost first. */
  chain: readonly string[];
  value?: Readonly<{ size: number; sha256: string }> | null | undefined;
  serving?: string | undefined;
  exited?: boolean | undefined;
  waitedMs?: number | undefined;
}>;

export type StepReport = Readonly<{
  name: string;
  elapsedMs: number;
  calls: readonly CallReport[];
}>;

export type Observed = Readonly<{
  kind: "observed";
  /** Plugin targets only, else null. */
  start: Readonly<{
    line: string | null;
    elapsedMs: number;
    error?: Readonly<{ message: string; chain: readonly string[] }> | null | undefined;
  }> | null;
  steps: readonly StepReport[];
  /** Base64 DER; null where the stack does not tell, or nothing was authenticated. */
  serverCertificate: string | null;
  clientCertificate: string | null;
  peer: string | null;
  session: string | null;
}>;

export type ProveAnswer = Observed | Readonly<{ kind: "unsupported"; reason: string }>;

/** What `describe` says of an implementation. */
export type Description = Readonly<{
  stack: readonly Readonly<{ name: string; version: string }>[];
  runtime: Readonly<{ name: string; version: string }>;
  tls: Readonly<{ name: string; version: string }>;
  keyLog: boolean;
}>;
