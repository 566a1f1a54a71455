import { readFileSync } from "node:fs";
import type { Server } from "@grpc/grpc-js";
import { Unsupported } from "../contract/unsupported.ts";
import { openListener, type ServerTls, type Service, serverCredentials } from "../rpc/listener.ts";
import type { StandaloneListener } from "./server-config.ts";

/**
 * Opens every listener, each with the same services, then prints where they listen.
 *
 * @throws Unsupported, or Error that names the listener which could not be opened; no line is printed then.
 */
export async function serveStandalone(
  listeners: readonly StandaloneListener[],
  services: readonly Service[],
): Promise<Server[]> {
  const servers = [];
  const open = [];
  for (const listener of listeners) {
    try {
      const credentials = serverCredentials(readTls(listener), listener.knobs);
      const { server, endpoint } = await openListener(
        listener,
        credentials,
        services,
        listener.connections,
      );
      servers.push(server);
      open.push({ id: listener.id, ...endpoint });
    } catch (error) {
      if (error instanceof Unsupported) throw error;
      if (isUnknownGroup(error))
        throw new Unsupported(`group: ${listener.knobs.group} is not in this TLS library`);
      if (isUnknownKey(error))
        throw new Unsupported("key: this TLS library has no keys of its algorithm");
      throw new Error(`listener ${listener.id}: ${(error as Error).message}`, { cause: error });
    }
  }
  process.stdout.write(`${JSON.stringify({ listeners: open })}\n`);
  return servers;
}

/** What OpenSSL says of a certificate whose key it has no algorithm for, as ML-DSA before 3.5. */
const isUnknownKey = (error: unknown): boolean =>
  (error as Error).message.endsWith("digital envelope routines::decode error");

/** What Node and Bun say of a name in ecdhCurve that their TLS library does not have. */
const isUnknownGroup = (error: unknown): boolean =>
  (error as Error).message === "Failed to set ECDH curve";

function readTls(listener: StandaloneListener): ServerTls | null {
  if (listener.mode === "none") return null;
  return {
    certificate: readFileSync(listener.certificate),
    key: readFileSync(listener.key),
    clientCa: listener.mode === "mtls" ? readFileSync(listener.clientCa) : null,
  };
}
