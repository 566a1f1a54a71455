import type {
  CertificateMessage,
  CertificateRequest,
  ClientHello,
  TlsAlert,
  TlsFacts,
} from "../domain/wire-facts.ts";
import { readAlerts } from "./alerts.ts";
import { readCertificate, readCertificateRequest } from "./certificate-messages.ts";
import { nameOf, signatureSchemes } from "./code-points.ts";
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
import type { Opener, Side } from "./opener.ts";
import { suiteParameters } from "./record-protection.ts";
import { readServerKeyExchange } from "./server-key-exchange.ts";
import { contentType, type TlsRecord } from "./tls-records.ts";
import { tls12Opener } from "./tls12-opener.ts";
import { tls13Opener } from "./tls13-opener.ts";

/**
 * After Finished, facts are in alerts (19 octets protected) and KeyUpdates (22) only; longer records
 * are application data and tickets, whose decryption would be most of the work of reading.
 */
const longestControlFragment = 64;

/** Before TLS 1.2 these messages named no signature scheme; HTTP/2 rules such versions out (RFC 9113 section 9.2). */
const schemeNaming: ReadonlySet<number> = new Set([
  handshakeType.serverKeyExchange,
  handshakeType.certificateRequest,
  handshakeType.certificateVerify,
]);
const olderVersions: ReadonlySet<string> = new Set(["SSL 3.0", "1.0", "1.1"]);

/** Reads both sides of one TLS connection, message by message, into facts. */
export class TlsReading {
  readonly #secrets: KeyLog | undefined;
  #clientHello: ClientHello | null = null;
  #retry: { group: string | null } | null = null;
  #serverHello: ReadServerHello | null = null;
  #keyExchangeGroup: string | null = null;
  #alpn: string | null = null;
  #certificateRequest: CertificateRequest | null = null;
  readonly #certificate: Record<Side, CertificateMessage | null> = { client: null, server: null };
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
    this.#untilFound("client", client, ({ type, body }) => {
      if (type === handshakeType.clientHello) this.#clientHello = readClientHello(body);
      return this.#clientHello !== null;
    });
    this.#untilFound("server", server, ({ type, body }) => {
      if (type !== handshakeType.serverHello) return false;
      const hello = readServerHello(body);
      if (hello.retry) this.#retry = { group: hello.group };
      else this.#serverHello = hello;
      return !hello.retry;
    });
  }

  /** Visits handshake messages in the clear; what follows a hello may be protected. */
  #untilFound(
    side: Side,
    records: readonly TlsRecord[],
    found: (message: HandshakeMessage) => boolean,
  ): void {
    const joiner = new HandshakeJoiner();
    this.#guarded(side, () => {
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
    let opener: Opener | null = null;
    let isProtected = false;
    this.#guarded(side, () => {
      for (const [at, record] of records.entries()) {
        const { type, fragment } = record;
        if (type === contentType.changeCipherSpec) {
          isProtected = true;
          continue;
        }
        // In TLS 1.3 ChangeCipherSpec is there for middleboxes only (RFC 8446 appendix D.4).
        if (tls13) isProtected = type === contentType.applicationData;
        if (!isProtected) {
          this.#content(side, type, fragment, joiner, null);
          continue;
        }
        opener ??= this.#opener(side);
        if (!opener) return;
        if (this.#finished[side] && fragment.length > longestControlFragment) {
          opener.skip();
          continue;
        }
        const opened = opener.open(record);
        if (typeof opened === "string") {
          this.#hidden ??= `record ${at + 1} of the ${side} ${opened}`;
          return;
        }
        this.#content(side, opened.type, opened.content, joiner, opener);
      }
    });
  }

  /** @returns null, with the reason noted, if nothing of this connection can be opened. */
  #opener(side: Side): Opener | null {
    const hello = this.#serverHello;
    const random = this.#clientHello?.random;
    if (!hello || random === undefined) {
      this.#hidden ??= "no hellos to find the secrets by";
      return null;
    }
    const parameters = suiteParameters(hello.suite);
    if (!parameters) {
      this.#hidden ??= `records of ${hello.cipherSuite} cannot be read`;
      return null;
    }
    const secrets = this.#secrets?.get(random);
    if (!secrets) {
      this.#hidden ??= `no secrets for client random ${random.slice(0, 16)}… in the key log`;
      return null;
    }
    return hello.version === "1.3"
      ? tls13Opener(side, parameters, secrets)
      : tls12Opener(side, parameters, secrets, Buffer.from(random, "hex"), hello.random);
  }

  #content(
    side: Side,
    type: number,
    content: Uint8Array,
    joiner: HandshakeJoiner,
    opener: Opener | null,
  ): void {
    if (type === contentType.alert) {
      const seen = opener ? "decrypted" : "clear";
      this.#alerts.push(...readAlerts(content, side, this.#serverHello?.version, seen));
    } else if (type === contentType.handshake) {
      for (const message of joiner.messages(content)) this.#message(side, message, opener);
    }
  }

  #message(side: Side, { type, body }: HandshakeMessage, opener: Opener | null): void {
    if (olderVersions.has(this.#serverHello?.version ?? "") && schemeNaming.has(type)) return;
    const layout = this.#serverHello?.version === "1.3" ? "1.3" : "before 1.3";
    switch (type) {
      case handshakeType.encryptedExtensions:
        this.#alpn =
          alpnNames(readExtensions(new OctetReader(body)).get(extensionType.alpn))[0] ?? null;
        return;
      case handshakeType.certificate:
        this.#certificate[side] ??= readCertificate(body, layout);
        return;
      case handshakeType.certificateRequest:
        this.#certificateRequest ??= readCertificateRequest(body, layout);
        return;
      case handshakeType.serverKeyExchange:
        this.#readServerKeyExchange(body);
        return;
      case handshakeType.certificateVerify:
        this.#scheme[side] ??= nameOf(signatureSchemes, new OctetReader(body).uint(2));
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

  #readServerKeyExchange(body: Uint8Array): void {
    const exchange = readServerKeyExchange(body, this.#serverHello?.cipherSuite ?? "");
    if (!exchange) return;
    this.#keyExchangeGroup = exchange.group;
    this.#scheme.server = exchange.signatureScheme;
  }

  /** What is malformed ends the reading of its side; the other side is read all the same. */
  #guarded(side: Side, read: () => void): void {
    try {
      read();
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.noteMalformed(side, error.message);
    }
  }

  noteMalformed(side: Side, text: string): void {
    this.#malformed ??= `${side}: ${text}`;
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
      serverCertificate: this.#certificate.server,
      certificateRequest: this.#certificateRequest,
      clientCertificate: this.#certificate.client,
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
