import { isIP } from "node:net";
import { type ConnectionOptions, connect, type TLSSocket } from "node:tls";
import type { CertificateFacts } from "../domain/wire-facts.ts";
import { Eventual } from "../limits/eventual.ts";
import { addressOf, type Endpoint } from "../run/observe/tap.ts";
import { opensslReason } from "../run/proof/openssl-reason.ts";
import { certificateFacts } from "../wire/certificate-facts.ts";
import { pemOf } from "./credentials.ts";
import type { ProbeCredential } from "./question.ts";

/** What {@link Handshake} says of a refusal without an alert. */
export const closedSilently = "the server closed the connection";

/** What a ClientHello of the probe's own led to. */
export type Handshake = Readonly<
  | {
      kind: "accepted";
      version: string;
      cipherSuite: string;
      /** null where it cannot be told. */
      group: string | null;
      alpn: string | null;
      /** As sent, leaf first; what stands behind it in the roots is left out. */
      chain: readonly CertificateFacts[];
      /** Bytes heard after the handshake, where something was said then. */
      heard: string;
    }
  /** An alert, or an end of the connection. */
  | { kind: "refused"; saw: string }
  | { kind: "no-tls"; saw: string }
  | { kind: "silent"; saw: string }
  /** The hello could not be made, or the address not be reached. */
  | { kind: "untried"; saw: string }
>;

export type HandshakeOptions = Readonly<{
  endpoint: Endpoint;
  serverName: string;
  limitMs: number;
  /** Sent where the server asks for one, and OpenSSL takes it. */
  credential: ProbeCredential | null;
  /** Lists of the hello; what is left out is OpenSSL's own. */
  hello: ConnectionOptions;
  /** Said after the handshake; the answer is waited for until it is enough. */
  say?: Readonly<{ text: string; enough(heard: string): boolean }>;
}>;

/** A handshake that accepts every certificate and ends at once. */
export const handshake = async (asked: HandshakeOptions): Promise<Handshake> => {
  let socket: TLSSocket | undefined;
  let isTaken = true;
  const own = await pemOf(asked.credential);
  let heard = "";
  let accepted: Extract<Handshake, { kind: "accepted" }> | null = null;
  const ended = Eventual.when<Handshake>((settle) => {
    try {
      socket = connect({
        ...addressOf(asked.endpoint),
        ...(isIP(asked.serverName) === 0 && { servername: asked.serverName }),
        ...asked.hello,
        ...own,
        rejectUnauthorized: false,
      });
    } catch (error) {
      isTaken = false;
      settle({ kind: "untried", saw: (error as Error).message });
      return;
    }
    const made = socket;
    made.on("secureConnect", () => {
      accepted = seen(made);
      if (asked.say === undefined) settle(accepted);
      else made.write(asked.say.text, "latin1");
    });
    made.on("data", (bytes: Buffer) => {
      heard += bytes.toString("latin1");
      if (asked.say?.enough(heard) || heard.length > 4096) settle({ kind: "silent", saw: "" });
    });
    made.on("error", (error: NodeJS.ErrnoException) => settle(refusal(error)));
    made.on("close", () => settle({ kind: "refused", saw: closedSilently }));
  });
  const end = await ended.orAfter<Handshake>(asked.limitMs, {
    kind: "silent",
    saw: `no answer within ${asked.limitMs} ms`,
  });
  socket?.destroy();
  if (!isTaken && asked.credential) return handshake({ ...asked, credential: null });
  return accepted ? { ...(accepted as Extract<Handshake, { kind: "accepted" }>), heard } : end;
};

const seen = (socket: TLSSocket): Extract<Handshake, { kind: "accepted" }> => ({
  kind: "accepted",
  version: (socket.getProtocol() ?? "").replace("TLSv", ""),
  cipherSuite: socket.getCipher().standardName,
  group: (socket.getEphemeralKeyInfo() as { name?: string } | null)?.name ?? null,
  alpn: socket.alpnProtocol || null,
  chain: chainOf(socket),
  heard: "",
});

/** RFC 8446 section 4.4.2 lets a chain be long; this is more than any server needs. */
const longestChain = 10;

const chainOf = (socket: TLSSocket): readonly CertificateFacts[] => {
  const chain: CertificateFacts[] = [];
  let certificate = socket.getPeerX509Certificate();
  while (certificate && chain.length < longestChain) {
    const facts = certificateFacts(certificate.raw);
    if (!facts || chain.some(({ sha256 }) => sha256 === facts.sha256)) break;
    chain.push(facts);
    certificate = certificate.issuerCertificate;
  }
  return chain;
};

const refusal = ({ code = "", message, syscall }: NodeJS.ErrnoException): Handshake => {
  const saw = opensslReason(message);
  if (syscall === "connect") return { kind: "untried", saw };
  // OpenSSL for bytes that are no record, and for a record of a version that there never was.
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/.test(code))
    return { kind: "no-tls", saw };
  const ended = code === "ECONNRESET" || code === "EPIPE";
  return ended || /\balert\b/.test(message)
    ? { kind: "refused", saw: ended ? closedSilently : saw }
    : { kind: "untried", saw };
};
