import { readFile } from "node:fs/promises";
import { connect, type TLSSocket } from "node:tls";
import type { Verification } from "../../domain/evidence.ts";
import { Eventual } from "../../limits/eventual.ts";
import { addressOf, type Endpoint } from "../observe/tap.ts";
import { helloLimitMs } from "./tls-trials.ts";

/**
 * Verifies a server's chain and name as a client with these roots would, by OpenSSL.
 *
 * @param ca - PEM file of the only roots.
 * @returns null if no handshake came about.
 */
export const verifyServer = async (
  endpoint: Endpoint,
  serverName: string,
  ca: string,
): Promise<Verification | null> => {
  const roots = await readFile(ca);
  let socket: TLSSocket | undefined;
  const verified = Eventual.when<Verification | null>((settle) => {
    const made = connect({
      ...addressOf(endpoint),
      ca: roots,
      servername: serverName,
      ALPNProtocols: ["h2"],
      rejectUnauthorized: false,
    });
    socket = made;
    made.once("secureConnect", () => {
      const { authorized, authorizationError } = made;
      settle(
        authorized
          ? { result: "verified" }
          : { result: "refused", reason: String(authorizationError) },
      );
    });
    made.on("error", () => settle(null));
    made.once("close", () => settle(null));
  });
  const verification = await verified.orAfter(helloLimitMs, null);
  socket?.destroy();
  return verification;
};
