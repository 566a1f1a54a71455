import type { SecureContextOptions } from "node:tls";
import { ServerCredentials } from "@grpc/grpc-js";
import { Unsupported } from "../contract/unsupported.ts";

/**
 * The credentials that `ServerCredentials.createSsl` makes, limited to one TLS version or one group.
 * grpc-js has no option for either, but hands every setting of its credentials to node:http2.
 */
export class LimitedServerCredentials extends ServerCredentials {
  /** @throws Unsupported before grpc-js 1.13, whose credentials have no such settings. */
  constructor(unlimited: ServerCredentials, limits: SecureContextOptions) {
    if (!("_getSecureContextOptions" in unlimited)) {
      throw new Unsupported("tlsVersion and group: grpc-js can be limited from 1.13 on");
    }
    super(unlimited._getConstructorOptions(), {
      ...unlimited._getSecureContextOptions(),
      ...limits,
    });
  }

  override _equals(other: ServerCredentials): boolean {
    return this === other;
  }
}
