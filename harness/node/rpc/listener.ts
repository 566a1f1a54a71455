import { rmSync } from "node:fs";
import { createSecureContext, type SecureContextOptions } from "node:tls";
import {
  Server,
  ServerCredentials,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import library from "@grpc/grpc-js/package.json" with { type: "json" };
import { Unsupported } from "../contract/unsupported.ts";
import { LimitedServerCredentials } from "../server/limited-credentials.ts";
import type { ConnectionOptions, Endpoint, Knobs } from "../server/server-config.ts";
import { grpcTarget } from "./channel.ts";
import { runtime } from "./runtime.ts";

/** PEM bytes: a key, its chain, and the only authority that client certificates may chain to. */
export interface ServerTls {
  readonly certificate: Buffer;
  readonly key: Buffer;
  /** null asks clients for no certificate. */
  readonly clientCa: Buffer | null;
}

export interface Service {
  readonly definition: ServiceDefinition;
  readonly handlers: UntypedServiceImplementation;
}

export interface OpenListener {
  readonly server: Server;
  /** Where it listens, with the port that was chosen. */
  readonly endpoint: Endpoint;
}

/**
 * The credentials of a listener.
 *
 * @throws Error with OpenSSL's text if the key, the chain or a knob does not load: grpc-js itself
 *   would bind all the same.
 */
export function serverCredentials(tls: ServerTls | null, knobs?: Knobs): ServerCredentials {
  if (tls === null) return ServerCredentials.createInsecure();
  const pair = { private_key: tls.key, cert_chain: tls.certificate };
  const unlimited = ServerCredentials.createSsl(tls.clientCa, [pair], tls.clientCa !== null);
  const limits = knobs ? limitsOf(knobs) : {};
  createSecureContext({
    ...limits,
    key: tls.key,
    cert: tls.certificate,
    ...(tls.clientCa !== null && { ca: tls.clientCa }),
  });
  const isLimited = Object.keys(limits).length > 0;
  return isLimited ? new LimitedServerCredentials(unlimited, limits) : unlimited;
}

/** What Node calls a TLS version and a group. @throws Unsupported */
function limitsOf({ tlsVersion, group }: Knobs): SecureContextOptions {
  if (group !== undefined && !runtime.limitsGroups) {
    throw new Unsupported(`group: ${runtime.name} limits a server to no group`);
  }
  return {
    ...(tlsVersion !== undefined && { minVersion: tlsVersion, maxVersion: tlsVersion }),
    ...(group !== undefined && { ecdhCurve: group }),
  };
}

/** Binds one grpc-js server of its own; a socket file goes when the process exits. */
export async function openListener(
  { network, address }: Endpoint,
  credentials: ServerCredentials,
  services: readonly Service[],
  options: ConnectionOptions = {},
): Promise<OpenListener> {
  const server = new Server(options);
  for (const { definition, handlers } of services) server.addService(definition, handlers);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(grpcTarget({ network, address }), credentials, (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  if (waitsForStart(library.version)) server.start();
  if (network === "tcp") {
    const host = address.slice(0, address.lastIndexOf(":"));
    return { server, endpoint: { network, address: `${host}:${port}` } };
  }
  process.on("exit", () => rmSync(address, { force: true }));
  return { server, endpoint: { network, address } };
}

/** Before 1.10 a bound server of grpc-js answers nobody until it is told to; from then on that is deprecated. */
function waitsForStart(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major === 1 && minor < 10;
}
