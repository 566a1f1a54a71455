import { Client, compressionAlgorithms, credentials } from "@grpc/grpc-js";
import type { Endpoint } from "../server/server-config.ts";

/** PEM bytes of a client's side of TLS. */
export interface ClientTls {
  /** The only root. */
  readonly ca: Buffer;
  /** The name to verify, and the SNI. */
  readonly serverName: string;
  /** null presents no certificate. */
  readonly identity: { readonly certificate: Buffer; readonly key: Buffer } | null;
}

/** What grpc-js compresses all requests of a channel with. */
export type Compression = "identity" | "gzip";

/**
 * Opens a channel that shares no subchannel with another; it connects at its first call.
 *
 * @param tls - null for a channel in the clear.
 * @param keepaliveMs - how long its connection may be silent, while it has calls, before it is pinged; absent: for ever.
 * @throws Error with OpenSSL's text if a PEM does not load.
 */
export function openChannel(
  endpoint: Endpoint,
  tls: ClientTls | null,
  compression: Compression = "identity",
  keepaliveMs?: number,
): Client {
  const options = {
    "grpc.use_local_subchannel_pool": 1,
    // The contract dials the address it was given, whatever http_proxy says.
    "grpc.enable_http_proxy": 0,
    "grpc.default_compression_algorithm": compressionAlgorithms[compression],
    ...(keepaliveMs !== undefined && { "grpc.keepalive_time_ms": keepaliveMs }),
  };
  const target = grpcTarget(endpoint);
  if (tls === null) return new Client(target, credentials.createInsecure(), options);
  const { ca, identity, serverName } = tls;
  const secure = credentials.createSsl(ca, identity?.key ?? null, identity?.certificate ?? null);
  return new Client(target, secure, {
    ...options,
    "grpc.ssl_target_name_override": serverName,
    "grpc.default_authority": serverName,
  });
}

/** The URI of an endpoint (grpc/doc/naming.md); grpc-js takes it to dial and to bind. */
export function grpcTarget({ network, address }: Endpoint): string {
  return network === "unix" ? `unix:${address}` : address;
}
