import { Malformed } from "./byte-reader.ts";
import { handshakeMessages } from "./code-points.ts";
import { HandshakeJoiner, type HandshakeMessage } from "./handshake-messages.ts";
import { handshakeSummary, type Negotiated } from "./handshake-summary.ts";
import { contentType, type TlsRecord } from "./tls-records.ts";

/**
 * What is in a record that calls itself one of TLS: a message of TLS, in the clear; the part of a handshake message that
 * nothing ended; what keys protect; or, from the first that is none of these on, what may be anything.
 */
export type TlsContent = "clear" | "unfinished" | "protected" | "foreign";

/** The content of each of a side's records. @param version - what the server chose; null where it did not. */
export const tlsContents = (
  records: readonly TlsRecord[],
  version: string | null,
): readonly TlsContent[] => {
  const reading = new ContentReading({ version: version ?? "", cipherSuite: "" });
  return records.map((record, at) => reading.contentOf(record, at)).map(reading.afterAll);
};

/** An alert is a level and a description (RFC 8446 section 6), a ChangeCipherSpec one byte. */
const alertBytes = 2;
const changeCipherSpecBytes = 1;

class ContentReading {
  readonly #negotiated: Negotiated;
  readonly #joiner = new HandshakeJoiner();
  #state: "clear" | "protected" | "foreign" = "clear";
  /** The place of the record in which the message begins that is not whole yet; null between messages. */
  #unfinishedFrom: number | null = null;
  #foreignFrom = Number.POSITIVE_INFINITY;

  constructor(negotiated: Negotiated) {
    this.#negotiated = negotiated;
  }

  contentOf(record: TlsRecord, at: number): TlsContent {
    if (this.#state === "foreign") return "foreign";
    const content = this.#next(record, at);
    if (content === "foreign") {
      this.#state = "foreign";
      this.#foreignFrom = Math.min(this.#unfinishedFrom ?? at, at);
    }
    return content;
  }

  /** What the end of the records shows of those before. */
  readonly afterAll = (content: TlsContent, at: number): TlsContent => {
    if (at >= this.#foreignFrom) return "foreign";
    const isUnfinished = this.#unfinishedFrom !== null && at >= this.#unfinishedFrom;
    return isUnfinished && content === "clear" ? "unfinished" : content;
  };

  #next({ type, fragment }: TlsRecord, at: number): TlsContent {
    if (type === contentType.changeCipherSpec) {
      if (fragment.length !== changeCipherSpecBytes) return "foreign";
      // In TLS 1.3 it is there for middleboxes only (RFC 8446 appendix D.4).
      if (this.#negotiated.version !== "1.3") this.#state = "protected";
      return "clear";
    }
    if (this.#state === "protected") return "protected";
    switch (type) {
      case contentType.handshake:
        return this.#handshake(fragment, at);
      case contentType.alert:
        return fragment.length === alertBytes ? "clear" : "foreign";
      case contentType.applicationData:
        // Nobody has keys before the first message.
        return at === 0 ? "foreign" : "protected";
      default:
        return "foreign";
    }
  }

  #handshake(fragment: Uint8Array, at: number): TlsContent {
    let began = this.#unfinishedFrom ?? at;
    try {
      for (const message of this.#joiner.messages(fragment)) {
        if (!this.#isReadable(message)) return "foreign";
        began = at;
      }
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      return "foreign";
    }
    this.#unfinishedFrom = this.#joiner.isWithinMessage ? began : null;
    return "clear";
  }

  #isReadable(message: HandshakeMessage): boolean {
    return (
      handshakeMessages.has(message.type) &&
      handshakeSummary(message, this.#negotiated).detail !== "malformed"
    );
  }
}
