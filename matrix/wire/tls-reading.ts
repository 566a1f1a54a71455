import type {
  CertificateMessage,
  CertificateRequest,
  TlsAlert,
  TlsFacts,
} from "../domain/wire-facts.ts";
import { readAlerts } from "./alerts.ts";
import { ByteReader } from "./byte-reader.ts";
import { readCertificate, readCertificateRequest } from "./certificate-messages.ts";
import { nameOf, signatureSchemes } from "./code-points.ts";
import { findOpener } from "./find-opener.ts";
import {
  HandshakeJoiner,
  type HandshakeMessage,
  handshakeType,
  lacksScheme,
} from "./handshake-messages.ts";
import type { Negotiated } from "./handshake-summary.ts";
import { alpnNames, extensionType, readExtensions } from "./hello.ts";
import type { KeyLog } from "./key-log.ts";
import type { Opener, Side } from "./opener.ts";
import { readServerKeyExchange } from "./server-key-exchange.ts";
import type { ApplicationLog, SideLogs } from "./side-log.ts";
import { type Hellos, malformedIn } from "./tls-hellos.ts";
import { contentType, type TlsRecord } from "./tls-records.ts";

/**
 * After Finished, facts of the handshake are in alerts (19 bytes protected) and KeyUpdates (22) only; longer
 * records are application data and tickets, whose decryption would be most of the work of reading.
 */
const longestControlFragment = 64;

/** A connection ends with its first fatal alert; this many are kept of one that goes on. */
const mostAlerts = 32;

/** A side while it is read. */
type Reading = {
  readonly side: Side;
  readonly joiner: HandshakeJoiner;
  readonly log: ApplicationLog | null;
  opener: Opener | null;
  isProtected: boolean;
};

/** Reads both sides of one TLS connection, message by message, into facts. */
export class TlsReading {
  readonly #hellos: Hellos;
  readonly #secrets: KeyLog | undefined;
  readonly #logs: SideLogs | null;
  readonly #negotiated: Negotiated;
  #keyExchangeGroup: string | null = null;
  #alpn: string | null = null;
  #certificateRequest: CertificateRequest | null = null;
  readonly #certificate: Record<Side, CertificateMessage | null> = { client: null, server: null };
  readonly #scheme: Record<Side, string | null> = { client: null, server: null };
  readonly #finished: Record<Side, boolean> = { client: false, server: false };
  readonly #alerts: TlsAlert[] = [];
  #hidden: string | null = null;
  #malformed: string | null;

  /** @param logs - null: facts of the handshake only, without opening what cannot hold any. */
  constructor(hellos: Hellos, secrets: KeyLog | undefined, logs: SideLogs | null) {
    this.#hellos = hellos;
    this.#secrets = secrets;
    this.#logs = logs;
    this.#malformed = hellos.malformed;
    const { version = "", cipherSuite = "" } = hellos.server ?? {};
    this.#negotiated = { version, cipherSuite };
  }

  /** Reads a side, in the clear and, as far as there are secrets, what is protected. */
  readSide(side: Side, records: readonly TlsRecord[]): void {
    const log = this.#logs?.[side] ?? null;
    const joiner = new HandshakeJoiner();
    const reading: Reading = { side, joiner, log, opener: null, isProtected: false };
    let at = 0;
    this.noteMalformed(
      malformedIn(side, () => {
        for (const record of records) {
          const hidden = this.#record(reading, record, at);
          if (hidden !== null) {
            this.#hidden ??= hidden;
            return;
          }
          at++;
        }
      }),
    );
    if (!log) return;
    for (const record of records.slice(at)) {
      this.#progress(reading, record);
      log.unread(record, reading.isProtected ? "encrypted" : "clear");
    }
  }

  /** In TLS 1.3 ChangeCipherSpec is there for middleboxes only (RFC 8446 appendix D.4). */
  #progress(reading: Reading, { type }: TlsRecord): void {
    if (this.#negotiated.version === "1.3") {
      reading.isProtected = type === contentType.applicationData;
    } else if (type === contentType.changeCipherSpec) {
      reading.isProtected = true;
    }
  }

  /** @returns why the record, and so those after it, cannot be opened; null if it was read. @throws Malformed */
  #record(reading: Reading, record: TlsRecord, at: number): string | null {
    const { side, log } = reading;
    const { type, fragment } = record;
    this.#progress(reading, record);
    if (type === contentType.changeCipherSpec) {
      log?.unread(record, "clear");
      return null;
    }
    if (!reading.isProtected) {
      if (type === contentType.applicationData) log?.unread(record, "encrypted");
      else this.#content(reading, record.endsAt, type, fragment, null);
      return null;
    }
    const { client, server } = this.#hellos;
    const opener = reading.opener ?? findOpener(side, client, server, this.#secrets);
    if (typeof opener === "string") return opener;
    reading.opener = opener;
    if (!log && this.#finished[side] && fragment.length > longestControlFragment) {
      opener.skip();
      return null;
    }
    const opened = opener.open(record);
    if (typeof opened === "string") return `record ${at + 1} of the ${side} ${opened}`;
    this.#content(reading, record.endsAt, opened.type, opened.content, opener);
    return null;
  }

  /** @param opener - what opened it; null for content in the clear. */
  #content(
    { side, joiner, log }: Reading,
    endsAt: number,
    type: number,
    content: Uint8Array,
    opener: Opener | null,
  ): void {
    const seen = opener ? "decrypted" : "clear";
    if (type === contentType.handshake) {
      for (const message of joiner.messages(content)) {
        log?.handshake(endsAt, message, this.#negotiated, seen);
        this.#message(side, message, opener);
      }
      return;
    }
    if (type === contentType.alert && this.#alerts.length < mostAlerts) {
      const alerts = readAlerts(content, side, this.#negotiated.version, seen);
      this.#alerts.push(...alerts.slice(0, mostAlerts - this.#alerts.length));
    }
    log?.content(endsAt, type, content, this.#negotiated, seen);
  }

  #message(side: Side, { type, body }: HandshakeMessage, opener: Opener | null): void {
    const { version, cipherSuite } = this.#negotiated;
    if (lacksScheme(type, version)) return;
    const layout = version === "1.3" ? "1.3" : "before 1.3";
    switch (type) {
      case handshakeType.encryptedExtensions:
        this.#alpn =
          alpnNames(readExtensions(new ByteReader(body)).get(extensionType.alpn))[0] ?? null;
        return;
      case handshakeType.certificate:
        this.#certificate[side] ??= readCertificate(body, layout);
        return;
      case handshakeType.certificateRequest:
        this.#certificateRequest ??= readCertificateRequest(body, layout);
        return;
      case handshakeType.serverKeyExchange: {
        const exchange = readServerKeyExchange(body, cipherSuite);
        if (!exchange) return;
        this.#keyExchangeGroup = exchange.group;
        this.#scheme.server = exchange.signatureScheme;
        return;
      }
      case handshakeType.certificateVerify:
        this.#scheme[side] ??= nameOf(signatureSchemes, new ByteReader(body).uint(2));
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

  /** The first counts. */
  noteMalformed(text: string | null): void {
    this.#malformed ??= text;
  }

  facts(): TlsFacts {
    const { client, retry, server } = this.#hellos;
    return {
      clientHello: client,
      helloRetryRequest: retry,
      serverHello: server && {
        version: server.version,
        cipherSuite: server.cipherSuite,
        group: server.group ?? this.#keyExchangeGroup,
        alpn: server.alpn,
      },
      alpn: this.#alpn ?? server?.alpn ?? null,
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
