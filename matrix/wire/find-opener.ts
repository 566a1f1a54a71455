import type { ClientHello } from "../domain/wire-facts.ts";
import type { ReadServerHello } from "./hello.ts";
import type { KeyLog } from "./key-log.ts";
import type { Opener, Side } from "./opener.ts";
import { suiteParameters } from "./record-protection.ts";
import { tls12Opener } from "./tls12-opener.ts";
import { tls13Opener } from "./tls13-opener.ts";

/** @returns the opener of a side's records; or why nothing of the connection can be opened, one sentence. */
export const findOpener = (
  side: Side,
  client: ClientHello | null,
  server: ReadServerHello | null,
  keyLog: KeyLog | undefined,
): Opener | string => {
  if (!client || !server) return "no hellos to find the secrets by";
  const parameters = suiteParameters(server.suite);
  if (!parameters) return `records of ${server.cipherSuite} cannot be read`;
  const { random } = client;
  const secrets = keyLog?.get(random);
  if (!secrets) return `no secrets for client random ${random.slice(0, 16)}… in the key log`;
  return server.version === "1.3"
    ? tls13Opener(side, parameters, secrets)
    : tls12Opener(side, parameters, secrets, Buffer.from(random, "hex"), server.random);
};
