import type { KeyType } from "./cell.ts";
import type { ClientSettings } from "./server-settings.ts";

/** Requests and answers of an implementation's client, as harness/CONTRACT.md defines them. */

/** How much more a client's clock may have measured than the orchestrator's around it. */
export const clockToleranceMs = 100;

export type Value = Readonly<{ base64: string } | { pattern: { size: number; first: number } }>;

export type Call = Readonly<
  | { call: "put"; key: string; value: Value; continueOn: readonly string[] }
  | { call: "get"; key: string; continueOn: readonly string[] }
  | { call: "health"; service: string; continueOn: readonly string[] }
  | { call: "unary"; path: string; value: Value; continueOn: readonly string[] }
  | RpcCall
  | { call: "broker"; nonce: string; continueOn: readonly string[] }
  | { call: "shutdown"; afterMs?: number; continueOn: readonly string[] }
>;

export const rpcKinds = ["unary", "client-stream", "server-stream", "bidi"] as const;

/** Metadata of gRPC: `value` is base64, of a text or, where the name ends in "-bin", of any bytes. */
export type MetadataEntry = Readonly<{ name: string; value: string }>;

/** A call of any kind, with all that an application can ask of its library. */
export type RpcCall = Readonly<{
  call: "rpc";
  kind: (typeof rpcKinds)[number];
  path: string;
  /** One where the kind has one. */
  requests: readonly Value[];
  metadata: readonly MetadataEntry[];
  /** The call's own, which may be later than that of the request; null: it has none. */
  deadlineMs: number | null;
  /** Between two requests of a stream. */
  sendEveryMs: number;
  /** Whether a stream of requests is ended after the last of them, or left open. */
  halfClose: boolean;
  compression: "gzip" | null;
  waitForReady: boolean;
  /** Before it is begun; absent: no pause. */
  beginAfterMs?: number;
  /** When the client cancels the call; null: it does not. */
  cancel: Readonly<{ afterMs: number } | { afterMessages: number }> | null;
  continueOn: readonly string[];
}>;

/** What a client says of which is held against the wire, call by call. */
export type PlainCall = Exclude<Call, RpcCall>;

export type Step = Readonly<{ name: string; calls: readonly Call[] }>;

/** What an application can ask of go-plugin's host (ClientConfig in its client.go); absent: its default. */
export type HostOptions = Readonly<{
  /** Versions of the application's protocol, in the place of a single one. */
  protocolVersions?: readonly number[];
  /** Has the broker share the plugin's connection. */
  multiplex?: boolean;
  /** Where the plugin's unix sockets are made, and the group that may use them: a number or a name. */
  sockets?: Readonly<{ folder: string; group?: string }>;
  /** Of the program, in hexadecimal: another one is not started. */
  sha256?: string;
  /** Has what the plugin's application writes. */
  output?: boolean;
}>;

type Target = Readonly<
  | ({ kind: "address"; network: "tcp" | "unix"; address: string } & ClientSettings)
  | {
      kind: "plugin";
      argv: readonly string[];
      environment: Readonly<Record<string, string>>;
      /** Of the application, in the plugin's handshake line; that of CONTRACT.md where it is absent. */
      protocolVersion?: number;
      /** What the application asks of the host beside; absent: nothing. */
      host?: HostOptions;
      startTimeoutMs: number;
    }
  /** A plugin that somebody else has started. */
  | { kind: "attach"; network: "tcp" | "unix"; address: string; pid: number }
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

type Digest = Readonly<{ size: number; sha256: string }>;

export type CallReport = Readonly<{
  /** gRPC's own status name. */
  status: string;
  message: string;
  /** Texts of the error's causes, outermost first. */
  chain: readonly string[];
  value?: Digest | null | undefined;
  serving?: string | undefined;
  exited?: boolean | undefined;
  waitedMs?: number | undefined;
  /** Of an `rpc` alone. */
  rpc?: RpcReport | undefined;
}>;

/** What the library gave the application of an `rpc`. */
export type RpcReport = Readonly<{
  /** Each response in its order. `base64` where it has at most 4096 bytes. */
  messages: readonly Readonly<{ size: number; sha256: string; base64?: string | undefined }>[];
  initial: readonly MetadataEntry[];
  trailing: readonly MetadataEntry[];
  /** Base64 of the google.rpc.Status that came with the status; null where the library gives none. */
  details: string | null;
  elapsedMs: number;
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
  /** What the plugin's application has written so far; only where the host was asked for it. */
  output?: Readonly<Record<"stdout" | "stderr", Digest>> | undefined;
}>;

export type ProveAnswer = Observed | Readonly<{ kind: "unsupported"; reason: string }>;

/** What `describe` says of an implementation. */
export type Description = Readonly<{
  stack: readonly Readonly<{ name: string; version: string }>[];
  runtime: Readonly<{ name: string; version: string }>;
  tls: Readonly<{ name: string; version: string }>;
  keyLog: boolean;
}>;
