import { readFile } from "node:fs/promises";
import { connect } from "node:tls";
import type { Verification } from "../domain/evidence.ts";
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
  return new Promise((resolve) => {
    const socket = connect({
      ...addressOf(endpoint),
      ca: roots,
      servername: serverName,
      ALPNProtocols: ["h2"],
      rejectUnauthorized: false,
      timeout: helloLimitMs,
    });
    const settle = (verification: Verification | null) => {
      socket.destroy();
      resolve(verification);
    };
    socket.once("secureConnect", () => {
      const { authorized, authorizationError } = socket;
      settle(
        authorized
          ? { result: "verified" }
          : { result: "refused", reason: String(authorizationError) },
      );
    });
    socket.once("timeout", () => settle(null));
    socket.once("error", () => settle(null));
    socket.once("close", () => settle(null));
  });
};
