import { type ConnectionOptions, connect } from "node:tls";
import { Eventual } from "../../limits/eventual.ts";
import { addressOf, type Endpoint } from "../../run/observe/tap.ts";
import { serverName } from "../../run/pki/server-name.ts";
import { callLimitMs } from "../calls.ts";

export type TlsHandshake = Readonly<
  | { kind: "finished"; protocol: string; clientRandom: string | null }
  | { kind: "refused"; reason: string }
>;

/** One TLS handshake of the orchestrator's; the certificate is not verified. */
export const tlsHandshake = async (
  endpoint: Endpoint,
  offer: Pick<ConnectionOptions, "minVersion" | "maxVersion" | "ecdhCurve">,
): Promise<TlsHandshake> => {
  const socket = connect({
    ...addressOf(endpoint),
    servername: serverName,
    ALPNProtocols: ["h2"],
    rejectUnauthorized: false,
    ...offer,
  });
  let clientRandom: string | null = null;
  socket.on("keylog", (line: Buffer) => {
    clientRandom ??= line.toString("latin1").split(" ")[1]?.toLowerCase() ?? null;
  });
  const ended = Eventual.when<TlsHandshake>((settle) => {
    socket.once("secureConnect", () =>
      settle({ kind: "finished", protocol: socket.getProtocol() ?? "TLS", clientRandom }),
    );
    socket.on("error", ({ message }) => settle({ kind: "refused", reason: message }));
    socket.on("close", () => settle({ kind: "refused", reason: "the connection was closed" }));
  });
  const late = { kind: "refused", reason: `no end of it within ${callLimitMs} ms` } as const;
  const handshake = await ended.orAfter<TlsHandshake>(callLimitMs, late);
  socket.destroy();
  return handshake;
};
