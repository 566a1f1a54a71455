import type { ServerOptions } from "@grpc/grpc-js";
import { type InvalidField, JsonFields } from "../contract/json-fields.ts";
import { Unsupported } from "../contract/unsupported.ts";
import { knownKeyType } from "../identity/own-identity.ts";

export interface Knobs {
  readonly tlsVersion: "TLSv1.2" | "TLSv1.3" | undefined;
  /** The name that OpenSSL gives the group. */
  readonly group: string | undefined;
}

export interface Endpoint {
  readonly network: "tcp" | "unix";
  readonly address: string;
}

/** What grpc-js is told of a listener's connections, by its own names. */
export type ConnectionOptions = Pick<
  ServerOptions,
  "grpc.max_concurrent_streams" | "grpc.max_connection_age_ms" | "grpc.keepalive_time_ms"
>;

/** A listener of a standalone server. Files are PEM. */
export type StandaloneListener = Endpoint & {
  readonly id: string;
  readonly knobs: Knobs;
  readonly connections: ConnectionOptions;
} & (
    | { readonly mode: "none" }
    | { readonly mode: "tls"; readonly certificate: string; readonly key: string }
    | {
        readonly mode: "mtls";
        readonly certificate: string;
        readonly key: string;
        readonly clientCa: string;
      }
  );

/** The one listener of a plugin. Without `own` the server makes a key itself. */
export interface PluginListener {
  /** undefined: a unix socket where go-plugin would have it. */
  readonly endpoint: Endpoint | undefined;
  /** Of the plugin's application. */
  readonly protocolVersions: readonly number[];
  readonly knobs: Knobs;
  readonly own: { readonly keyType: string; readonly key: string } | undefined;
}

export interface ServerConfig {
  readonly endOnStdinEof: boolean;
  readonly run:
    | { readonly kind: "standalone"; readonly listeners: readonly StandaloneListener[] }
    | { readonly kind: "plugin"; readonly listener: PluginListener };
}

const noKnobs: Knobs = { tlsVersion: undefined, group: undefined };

/** What OpenSSL calls the groups of RFC 8446 section 4.2.7 and of the ML-KEM draft. */
const groups: Readonly<Record<string, string>> = {
  x25519: "X25519",
  secp256r1: "P-256",
  secp384r1: "P-384",
  secp521r1: "P-521",
  X25519MLKEM768: "X25519MLKEM768",
  SecP256r1MLKEM768: "SecP256r1MLKEM768",
  SecP384r1MLKEM1024: "SecP384r1MLKEM1024",
};

/**
 * Reads KV_SERVER_CONFIG.
 *
 * @param text - its value; undefined makes a plugin of the server's own choosing.
 * @throws Unsupported for a value this stack cannot turn, {@link InvalidField} or SyntaxError for
 *   anything else that is wrong.
 */
export function readServerConfig(text: string | undefined): ServerConfig {
  if (text === undefined) {
    const endpoint = { network: "tcp", address: "127.0.0.1:0" } as const;
    return {
      endOnStdinEof: false,
      run: {
        kind: "plugin",
        listener: { endpoint, protocolVersions: [1], knobs: noKnobs, own: undefined },
      },
    };
  }
  const config = new JsonFields(JSON.parse(text), "KV_SERVER_CONFIG");
  const endOnStdinEof = config.flag("endOnStdinEof");
  const listeners = config.objects("listeners");
  const [first] = listeners;
  if (first === undefined) throw new Error("KV_SERVER_CONFIG.listeners: expected one at least");
  if (listeners.every((listener) => listener.string("mode") !== "auto-mtls")) {
    return { endOnStdinEof, run: { kind: "standalone", listeners: listeners.map(standalone) } };
  }
  if (listeners.length > 1) {
    throw new Error("KV_SERVER_CONFIG.listeners: an auto-mtls listener must be the only one");
  }
  const own = { keyType: first.string("keyType"), key: first.string("key") };
  // Where no certificate is exchanged, none is made that would find out.
  knownKeyType(own.keyType);
  const isPlaced = first.has("address") || first.string("network") !== "unix";
  const listener = {
    endpoint: isPlaced ? endpoint(first) : undefined,
    protocolVersions: first.has("protocolVersions") ? first.numbers("protocolVersions") : [1],
    knobs: knobs(first),
    own,
  };
  return { endOnStdinEof, run: { kind: "plugin", listener } };
}

function standalone(fields: JsonFields): StandaloneListener {
  const base = {
    id: fields.string("id"),
    ...endpoint(fields),
    knobs: knobs(fields),
    connections: connections(fields),
  };
  const mode = fields.string("mode");
  switch (mode) {
    case "none":
      return { ...base, mode };
    case "tls":
      return {
        ...base,
        mode,
        certificate: fields.string("certificate"),
        key: fields.string("key"),
      };
    case "mtls":
      return {
        ...base,
        mode,
        certificate: fields.string("certificate"),
        key: fields.string("key"),
        clientCa: fields.string("clientCa"),
      };
    default:
      throw new Unsupported(`mode: ${mode} is not known to this server`);
  }
}

function connections(fields: JsonFields): ConnectionOptions {
  return {
    ...(fields.has("maxConcurrentStreams") && {
      "grpc.max_concurrent_streams": fields.number("maxConcurrentStreams"),
    }),
    ...(fields.has("maxConnectionAgeMs") && {
      "grpc.max_connection_age_ms": fields.number("maxConnectionAgeMs"),
    }),
    ...(fields.has("keepaliveMs") && { "grpc.keepalive_time_ms": fields.number("keepaliveMs") }),
  };
}

function endpoint(fields: JsonFields): Endpoint {
  const network = fields.string("network");
  if (network !== "tcp" && network !== "unix") {
    throw new Unsupported(`network: grpc-js listens on tcp and unix, not on ${network}`);
  }
  return { network, address: fields.string("address") };
}

function knobs(fields: JsonFields): Knobs {
  const version = fields.optionalString("tlsVersion");
  if (version !== undefined && version !== "1.2" && version !== "1.3") {
    throw new Unsupported(`tlsVersion: this server limits TLS to 1.2 or 1.3, not to ${version}`);
  }
  const name = fields.optionalString("group");
  const group = name === undefined ? undefined : groups[name];
  if (name !== undefined && group === undefined) {
    throw new Unsupported(`group: ${name} is not known to this server`);
  }
  return { tlsVersion: version === undefined ? undefined : `TLSv${version}`, group };
}
