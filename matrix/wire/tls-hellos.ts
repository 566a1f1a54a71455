import type { ClientHello } from "../domain/wire-facts.ts";
import { Malformed } from "./byte-reader.ts";
import { HandshakeJoiner, type HandshakeMessage, handshakeType } from "./handshake-messages.ts";
import { type ReadServerHello, readClientHello, readServerHello } from "./hello.ts";
import type { Side } from "./opener.ts";
import { contentType, type TlsRecord } from "./tls-records.ts";

/** The hellos of a connection, from which its keys follow. */
export type Hellos = Readonly<{
  client: ClientHello | null;
  retry: Readonly<{ group: string | null }> | null;
  server: ReadServerHello | null;
  malformed: string | null;
}>;

export const readHellos = (client: readonly TlsRecord[], server: readonly TlsRecord[]): Hellos => {
  let clientHello: ClientHello | null = null;
  let serverHello: ReadServerHello | null = null;
  let retry: Hellos["retry"] = null;
  const clientMalformed = untilFound("client", client, ({ type, body }) => {
    if (type === handshakeType.clientHello) clientHello = readClientHello(body);
    return clientHello !== null;
  });
  const serverMalformed = untilFound("server", server, ({ type, body }) => {
    if (type !== handshakeType.serverHello) return false;
    const hello = readServerHello(body);
    if (hello.retry) retry = { group: hello.group };
    else serverHello = hello;
    return !hello.retry;
  });
  return {
    client: clientHello,
    retry,
    server: serverHello,
    malformed: clientMalformed ?? serverMalformed,
  };
};

/** Visits handshake messages in the clear; what follows a hello may be protected. */
const untilFound = (
  side: Side,
  records: readonly TlsRecord[],
  found: (message: HandshakeMessage) => boolean,
): string | null => {
  const joiner = new HandshakeJoiner();
  return malformedIn(side, () => {
    for (const { type, fragment } of records) {
      if (type !== contentType.handshake) continue;
      for (const message of joiner.messages(fragment)) if (found(message)) return;
    }
  });
};

/** @returns what ended this reading of a side; null if nothing did. */
export const malformedIn = (side: Side, read: () => void): string | null => {
  try {
    read();
    return null;
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return `${side}: ${error.message}`;
  }
};
