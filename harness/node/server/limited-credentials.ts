import type { SecureContextOptions } from "node:tls";
import { ServerCredentials } from "@grpc/grpc-js";
import type { Knobs } from "./server-config.ts";

/**
 * The credentials that `ServerCredentials.createSsl` makes, limited to one TLS version or one group.
 * grpc-js has no option for either, but hands every setting of its credentials to node:http2.
 */
export class LimitedServerCredentials extends ServerCredentials {
  constructor(unlimited: ServerCredentials, { tlsVersion, group }: Knobs) {
    const context: SecureContextOptions = { ...unlimited._getSecureContextOptions() };
    if (tlsVersion !== undefined) {
      context.minVersion = tlsVersion;
      context.maxVersion = tlsVersion;
    }
    if (group !== undefined) context.ecdhCurve = group;
    super(unlimited._getConstructorOptions(), context);
  }

  override _equals(other: ServerCredentials): boolean {
    return this === other;
  }
}
