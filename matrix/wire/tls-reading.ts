import type {
  CertificateMessage,
  CertificateRequest,
  ClientHello,
  TlsAlert,
  TlsFacts,
} from "../domain/wire-facts.ts";
import { readCertificate, readCertificateRequest } from "./certificate-messages.ts";
import { alerts, namedGroups, nameOf, signatureSchemes } from "./code-points.ts";
import { HandshakeJoiner, type HandshakeMessage, handshakeType } from "./handshake-messages.ts";
import {
  alpnNames,
  extensionType,
  type ReadServerHello,
  readClientHello,
  readExtensions,
  readServerHello,
} from "./hello.ts";
import type { KeyLog } from "./key-log.ts";
import { Malformed, OctetReader } from "./octet-reader.ts";
import { type Opener, type Side, tls12Opener, tls13Opener } from "./opener.ts";
import { contentType, type TlsRecord } from "./tls-records.ts";

/**
 * After Finished, facts are in alerts (19 octets protected) and KeyUpdates (22) only; longer records
 * are application data and tickets, whose decryption would be most of the work of reading.
 */
const longestControlFragment = 64;

/** Reads both sides of one TLS connection, message by message, into facts. */
export class TlsReading {
  readonly #secrets: KeyLog | undefined;
  #clientHello: ClientHello | null = null;
  #retry: { group: string | null } | null = null;
  #serverHello: ReadServerHello | null = null;
  #keyExchangeGroup: string | null = null;
  #alpn: string | null = null;
  #serverCertificate: CertificateMessage | null = null;
  #certificateRequest: CertificateRequest | null = null;
  #clientCertificate: CertificateMessage | null = null;
  readonly #scheme: Record<Side, string | null> = { client: null, server: null };
  readonly #finished: Record<Side, boolean> = { client: false, server: false };
  readonly #alerts: TlsAlert[] = [];
  #hidden: string | null = null;
  #malformed: string | null = null;

  constructor(secrets: KeyLog | undefined) {
    this.#secrets = secrets;
  }

  /** To be called for the hellos of both sides first: keys follow from them. */
  readHellos(client: readonly TlsRecord[], server: readonly TlsRecord[]): void {
    this.#untilFound(client, ({ type, body }) => {
      if (type === handshakeType.clientHello) this.#clientHello = readClientHello(body);
      return this.#clientHello !== null;
    });
    this.#untilFound(server, ({ type, body }) => {
      if (type !== handshakeType.serverHello) return false;
      const hello = readServerHello(body);
      if (hello.retry) this.#retry = { group: hello.group };
      else this.#serverHello = hello;
      return !hello.retry;
    });
  }

  /** Visits handshake messages in the clear; what follows a hello may be protected. */
  #untilFound(records: readonly TlsRecord[], found: (message: HandshakeMessage) => boolean): void {
    const joiner = new HandshakeJoiner();
    this.#guarded("", () => {
      for (const { type, fragment } of records) {
        if (type !== contentType.handshake) continue;
        for (const message of joiner.messages(fragment)) if (found(message)) return;
      }
    });
  }

  /** Reads the rest of a side, in the clear and, as far as there are secrets, what is protected. */
  readSide(side: Side, records: readonly TlsRecord[]): void {
    const tls13 = this.#serverHello?.version === "1.3";
    const joiner = new HandshakeJoiner();
    const opener = this.#opener(side);
    let isProtected = false;
    this.#guarded(`${side}: `, () => {
      for (const [at, record] of records.entries()) {
        if (record.type === contentType.changeCipherSpec) {
          isProtected ||= !tls13;
          continue;
        }
        if (tls13 && record.type === contentType.applicationData) isProtected = true;
        if (!isProtected || (tls13 && record.type !== contentType.applicationData)) {
          this.#content(side, record.type, record.fragment, joiner, null);
          continue;
        }
        if (!opener) return;
        if (this.#finished[side] && record.fragment.length > longestControlFragment) {
          opener.skip();
          continue;
        }
        const opened = opener.open(record);
        if (!opened) {
          this.#hidden ??= `record ${at + 1} of the ${side} does not open with the secrets in the key log`;
          return;
        }
        this.#content(side, opened.type, opened.content, joiner, opener);
      }
    });
  }

  #opener(side: Side): Opener | null {
    const hello = this.#serverHello;
    const random = this.#clientHello?.random;
    if (!hello || random === undefined) return null;
    const secrets = this.#secrets?.get(random);
    const opener =
      hello.version === "1.3"
        ? tls13Opener(side, hello.suite, secrets)
        : tls12Opener(side, hello.suite, Buffer.from(random, "hex"), hello.random, secrets);
    if (!opener) {
      this.#hidden ??= secrets
        ? `records of ${hello.cipherSuite} cannot be read`
        : `no secrets for client random ${random.slice(0, 16)}… in the key log`;
    }
    return opener;
  }

  #content(
    side: Side,
    type: number,
    content: Uint8Array,
    joiner: HandshakeJoiner,
    opener: Opener | null,
  ): void {
    if (type === contentType.alert && content.length >= 2) {
      const [level = 0, code = 0] = content;
      this.#alerts.push({
        from: side,
        name: alerts[code] ?? `alert ${code}`,
        code,
        // TLS 1.3 ignores the level: every alert but these two ends the connection (RFC 8446 section 6).
        fatal: level === 2 || (code !== 0 && code !== 90),
        seen: opener ? "decrypted" : "clear",
      });
    }
    if (type !== contentType.handshake) return;
    for (const message of joiner.messages(content)) this.#message(side, message, opener);
  }

  #message(side: Side, { type, body }: HandshakeMessage, opener: Opener | null): void {
    const layout = this.#serverHello?.version === "1.3" ? "1.3" : "before 1.3";
    switch (type) {
      case handshakeType.encryptedExtensions:
        this.#alpn =
          alpnNames(readExtensions(new OctetReader(body)).get(extensionType.alpn))[0] ?? null;
        return;
      case handshakeType.certificate:
        if (side === "server") this.#serverCertificate = readCertificate(body, layout);
        else this.#clientCertificate = readCertificate(body, layout);
        return;
      case handshakeType.certificateRequest:
        this.#certificateRequest = readCertificateRequest(body, layout);
        return;
      case handshakeType.serverKeyExchange:
        this.#readServerKeyExchange(body);
        return;
      case handshakeType.certificateVerify:
        this.#scheme[side] = nameOf(signatureSchemes, new OctetReader(body).uint(2));
        return;
      case handshakeType.finished:
        this.#finished[side] = true;
        opener?.finished();
        return;
      case handshakeType.keyUpdate:
        opener?.updated();
        return;
    }
  }

  /** RFC 8422 section 5.4: a named curve, the point, and the scheme of the signature. */
  #readServerKeyExchange(body: Uint8Array): void {
    const reader = new OctetReader(body);
    if (reader.uint(1) !== 3) return;
    this.#keyExchangeGroup = nameOf(namedGroups, reader.uint(2));
    reader.vector(1);
    this.#scheme.server = nameOf(signatureSchemes, reader.uint(2));
  }

  #guarded(prefix: string, read: () => void): void {
    try {
      read();
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.noteMalformed(prefix + error.message);
    }
  }

  noteMalformed(text: string): void {
    this.#malformed ??= text;
  }

  facts(): TlsFacts {
    const hello = this.#serverHello;
    return {
      clientHello: this.#clientHello,
      helloRetryRequest: this.#retry,
      serverHello: hello && {
        version: hello.version,
        cipherSuite: hello.cipherSuite,
        group: hello.group ?? this.#keyExchangeGroup,
        alpn: hello.alpn,
      },
      alpn: this.#alpn ?? hello?.alpn ?? null,
      serverCertificate: this.#serverCertificate,
      certificateRequest: this.#certificateRequest,
      clientCertificate: this.#clientCertificate,
      serverSignatureScheme: this.#scheme.server,
      clientSignatureScheme: this.#scheme.client,
      finished: { ...this.#finished },
      alerts: this.#alerts,
      visibility:
        this.#hidden === null ? { kind: "all" } : { kind: "clear-only", reason: this.#hidden },
      malformed: this.#malformed,
    };
  }
}
