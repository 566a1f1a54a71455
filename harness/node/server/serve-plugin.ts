import type { Server, ServerCredentials } from "@grpc/grpc-js";
import { formatHandshakeLine } from "../contract/handshake-line.ts";
import { protocolVersionsName } from "../contract/plugin-variables.ts";
import { newIdentity, type OwnIdentity, ownIdentity } from "../identity/own-identity.ts";
import type { ClientTls } from "../rpc/channel.ts";
import {
  type OpenListener,
  openListener,
  type Service,
  serverCredentials,
} from "../rpc/listener.ts";
import { negotiatedVersion } from "./negotiated-version.ts";
import { giveToGroup, newSocketPath } from "./plugin-socket.ts";
import type { PluginListener } from "./server-config.ts";

/** A plugin's side of mutual TLS with its host, which presents one certificate in both roles. */
export interface PluginTls {
  readonly own: OwnIdentity;
  /** PEM, as it came in PLUGIN_CLIENT_CERT. */
  readonly hostCertificate: Buffer;
}

/** @returns null without a PLUGIN_CLIENT_CERT: go-plugin's contract then is to serve in the clear. */
export function pluginTls(
  { own }: PluginListener,
  hostCertificate: string | undefined,
): PluginTls | null {
  if (!hostCertificate) return null;
  return {
    own: own === undefined ? newIdentity() : ownIdentity(own.keyType, own.key),
    hostCertificate: Buffer.from(hostCertificate),
  };
}

/** The same TLS, for the connections that the plugin itself makes to its host. */
export function tlsToHost({ own, hostCertificate }: PluginTls): ClientTls {
  return {
    ca: hostCertificate,
    serverName: "localhost",
    identity: { certificate: own.certificatePem, key: own.key },
  };
}

/** Opens the plugin's listener and prints go-plugin's line. */
export async function servePlugin(
  listener: PluginListener,
  tls: PluginTls | null,
  services: readonly Service[],
): Promise<Server[]> {
  const serverTls = tls && {
    certificate: tls.own.certificatePem,
    key: tls.own.key,
    clientCa: tls.hostCertificate,
  };
  const credentials = serverCredentials(serverTls, listener.knobs);
  const { server, endpoint } = await openPluginListener(listener, credentials, services);
  const certificate = tls?.own.certificateDer ?? null;
  const version = negotiatedVersion(listener.protocolVersions, process.env[protocolVersionsName]);
  process.stdout.write(`${formatHandshakeLine({ ...endpoint, certificate }, version)}\n`);
  return [server];
}

/** Where it was told, or where go-plugin would listen. */
export async function openPluginListener(
  { endpoint }: Pick<PluginListener, "endpoint">,
  credentials: ServerCredentials,
  services: readonly Service[],
): Promise<OpenListener> {
  if (endpoint) return openListener(endpoint, credentials, services);
  const chosen = { network: "unix", address: newSocketPath(process.env) } as const;
  const open = await openListener(chosen, credentials, services);
  giveToGroup(chosen.address, process.env);
  return open;
}
