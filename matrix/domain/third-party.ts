import type { Mode } from "./cell.ts";
import type { KeyType } from "./wire-facts.ts";

/** A program of others, which knows nothing of CONTRACT.md. */
export type ThirdParty = Readonly<{
  /** Added to what it inherits. */
  environment: Readonly<Record<string, string>>;
  shows: Shows;
  versions: SaysVersions;
}> &
  (Plugin | Grpc | Host);

/** By their ids. */
export type ThirdParties = ReadonlyMap<string, ThirdParty>;

/** The steps of a proof that it can show as an end of a cell; none where it is no such end. */
export type Shows = Readonly<Record<"client" | "server", readonly string[]>>;

/** A go-plugin plugin, started as by its own host. */
type Plugin = Readonly<{
  kind: "plugin";
  /** Of its application, in its handshake line. */
  protocolVersion: number;
  /** Of its own certificate under AutoMTLS. */
  keyType: KeyType;
}>;

/** A gRPC server, a gRPC client or both; null for what it is not. */
type Grpc = Readonly<{ kind: "grpc"; server: GrpcServer | null; client: GrpcClient | null }>;

/** Words of argv in each mode that a program has, beside those of every mode. */
export type ModeArguments = Readonly<
  Partial<Record<Exclude<Mode, "auto-mtls">, readonly string[]>>
>;

type GrpcServer = Readonly<{
  modes: ModeArguments;
  keyTypes: readonly KeyType[];
  /** The service that grpc.health.v1 is asked for, "" for the server itself; null where it does not serve that. */
  health: string | null;
  /** A method that it serves; null where nobody is to call one. */
  call: UnaryCall | null;
}>;

/** Messages in base64. */
export type UnaryCall = Readonly<{
  path: string;
  request: string;
  /** null: any, since it differs from call to call. */
  response: string | null;
}>;

export type GrpcClient = Readonly<{
  modes: ModeArguments;
  /** Cases of the interop suites that it has, the one first that it is told where a cell names none; empty: it has none. */
  cases: readonly string[];
}> &
  Success;

/** A program that starts a go-plugin plugin by itself, calls it and ends. */
type Host = Readonly<{
  kind: "host";
  /** `none` for a host without AutoMTLS. */
  mode: Extract<Mode, "none" | "auto-mtls">;
  /** Of its own certificate; null without AutoMTLS. */
  keyType: KeyType | null;
  /** What it sets in its plugin's environment: the two belong together by that. */
  cookie: Readonly<Record<string, string>>;
  /** The name of the file that it starts. */
  pluginFile: string;
}> &
  Success;

/** By what a program that calls and ends is told to have called; its exit code is 0 besides. */
type Success = Readonly<{
  /** Of the method that it calls. */
  path: string;
  /** Words that it prints; "" where it prints none. */
  prints: string;
}>;

/** Which versions a program was built from: what prints them, and for each name what stands before its version there. */
export type SaysVersions = Readonly<{
  command: readonly string[];
  stack: Readonly<Record<string, string>>;
  /** One name, as of `tls`. */
  runtime: Readonly<Record<string, string>>;
  tls: Readonly<Record<string, string>>;
}>;
