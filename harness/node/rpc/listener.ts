import { rmSync } from "node:fs";
import { createSecureContext } from "node:tls";
import {
  Server,
  ServerCredentials,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { LimitedServerCredentials } from "../server/limited-credentials.ts";
import type { Endpoint, Knobs } from "../server/server-config.ts";
import { grpcTarget } from "./channel.ts";

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
  const isLimited = knobs?.tlsVersion !== undefined || knobs?.group !== undefined;
  const credentials = isLimited ? new LimitedServerCredentials(unlimited, knobs) : unlimited;
  createSecureContext(credentials._getSecureContextOptions() ?? {});
  return credentials;
}

/** Binds one grpc-js server of its own; a socket file goes when the process exits. */
export async function openListener(
  { network, address }: Endpoint,
  credentials: ServerCredentials,
  services: readonly Service[],
): Promise<OpenListener> {
  const server = new Server();
  for (const { definition, handlers } of services) server.addService(definition, handlers);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(grpcTarget({ network, address }), credentials, (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  if (network === "tcp") {
    const host = address.slice(0, address.lastIndexOf(":"));
    return { server, endpoint: { network, address: `${host}:${port}` } };
  }
  process.on("exit", () => rmSync(address, { force: true }));
  return { server, endpoint: { network, address } };
}
